import type { Finding } from "@/lib/channels/contract";
import { platformIds, platforms } from "@/lib/channels/platforms";
import { pushShown } from "./platforms";

const inWords = new Intl.ListFormat("en", { type: "conjunction" });

const without = (part: "image" | "actions") =>
  inWords.format(platformIds.filter((id) => !pushShown[id][part]).map((id) => platforms[id].inSentence));
const texts = {
  image: `${without("image")} show the notification without the picture.`,
  actions: `${without("actions")} show the notification without the buttons.`,
};

/** Names the platforms that show a notification without its picture or its buttons. */
export function notShown(blockId: string, part: "image" | "actions"): Finding {
  return { severity: "note", code: "not_on_iphone", blockId, text: texts[part], remedy: null };
}
