import { channels } from "@/lib/channels/registry";
import type { Rung } from "@/lib/ladder/schema";

/** How a step finds its channel, as offered. */
export const pickWords: Record<NonNullable<Rung["pick"]>, string> = {
  in_order: "In this order",
  best: "Best for the person",
};

/** "RCS, else SMS"; "the best of RCS, SMS for each person". */
export function rungChannelWords({ channels: ids, pick }: Pick<Rung, "channels" | "pick">): string {
  const names = ids.map((id) => channels[id].name);
  return pick === "best" && names.length > 1
    ? `the best of ${names.join(", ")} for each person`
    : names.join(", else ");
}
