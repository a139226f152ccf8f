import { remember } from "@/lib/remember";

/**
 * How far a zone's wall clock is ahead of UTC at a moment, in milliseconds. Throws for what is no zone.
 * Example: America/New_York on 2026-07-01 -> -14,400,000.
 */
export function zoneOffsetMs(utcMs: number, timeZone: string): number {
  const parts = formatterOf(timeZone).formatToParts(utcMs);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  const shown = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return shown - Math.floor(utcMs / 1000) * 1000;
}

/** Making one takes fifty times as long as using it. */
const formatterOf = remember(500, (timeZone): Intl.DateTimeFormat => {
  const two = "2-digit" as const;
  return new Intl.DateTimeFormat("en-US", {
    ...{ timeZone, hourCycle: "h23", year: "numeric", month: two, day: two, hour: two, minute: two, second: two },
  });
});
