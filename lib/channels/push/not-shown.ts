import type { Finding } from "@/lib/channels/contract";
import { platformIds, platforms } from "@/lib/channels/platforms";
import { pushShown } from "./platforms";

const inWords = new Intl.ListFormat("en", { type: "conjunction" });

/** Names the platforms that show a notification without its picture or its buttons. */
export function notShown(blockId: string, part: "image" | "actions"): Finding {
  const without = platformIds.filter((id) => !pushShown[id][part]).map((id) => platforms[id].inSentence);
  return {
    severity: "note",
    code: "not_on_iphone",
    blockId,
    text: `${inWords.format(without)} show the notification without ${part === "image" ? "the picture" : "the buttons"}.`,
    remedy: null,
  };
}
