import type { SenderLimit } from "@/lib/workspace/schema";

/** "At most 4 segments a second and 2,000 a day." */
export function senderLimitWords({ unitsPerSecond, unitsPerDay }: SenderLimit, units: string): string {
  const parts = [
    ...(unitsPerSecond === null ? [] : [[unitsPerSecond, "a second"] as const]),
    ...(unitsPerDay === null ? [] : [[unitsPerDay, "a day"] as const]),
  ];
  const said = parts.map(
    ([count, per], place) => `${count.toLocaleString("en")} ${place === 0 ? `${units} ` : ""}${per}`,
  );
  return said.length === 0 ? "" : `At most ${said.join(" and ")}.`;
}
