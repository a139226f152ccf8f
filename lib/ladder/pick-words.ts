import { channels } from "@/lib/channels/registry";
import { choosesBestChannel } from "@/lib/ladder/chooses-best-channel";
import type { Rung } from "@/lib/ladder/schema";

/** How a step finds its channel, as offered. */
export const pickWords: Record<NonNullable<Rung["pick"]>, string> = {
  in_order: "In this order",
  best: "Best for the person",
};

/** "RCS, else SMS"; "the best of RCS, SMS for each person". */
export function rungChannelWords(rung: Pick<Rung, "channels" | "pick">): string {
  const names = rung.channels.map((id) => channels[id].name);
  return choosesBestChannel(rung) ? `the best of ${names.join(", ")} for each person` : names.join(", else ");
}
