import type { Rung } from "@/lib/ladder/schema";

/** Whether a step weighs channels against each other; one that has a single channel has nothing to choose. */
export function choosesBestChannel({ channels, pick }: Pick<Rung, "channels" | "pick">): boolean {
  return pick === "best" && channels.length > 1;
}
