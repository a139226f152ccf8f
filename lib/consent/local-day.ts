import { remember } from "@/lib/remember";

/** The day a moment falls on in a time zone, as YYYY-MM-DD; in UTC when the zone is unknown. */
export function localDay(at: Date, timeZone: string): string {
  const { year, month, day } = partsIn(at, timeZone);
  return [String(year).padStart(4, "0"), month, day].map((part) => String(part).padStart(2, "0")).join("-");
}

/**
 * The moment a day begins in a time zone; null when there is no such day.
 * Example: 2026-03-08 in America/New_York begins at 05:00 UTC.
 */
export function dayStart(day: string, timeZone: string): Date | null {
  const [, year, month, date] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? []).map(Number);
  if (year === undefined || month === undefined || date === undefined) return null;
  const midnight = new Date(Date.UTC(year, month - 1, date));
  if (midnight.toISOString().slice(0, 10) !== day) return null;
  // The offset at the guess may differ from the one at the answer when the clocks change in between: twice settles it.
  let start = midnight;
  for (let round = 0; round < 2; round++) start = new Date(midnight.getTime() - offsetMs(start, timeZone));
  return start;
}

function offsetMs(at: Date, timeZone: string): number {
  const { year, month, day, hour, minute, second } = partsIn(at, timeZone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at.getTime() / 1000) * 1000;
}

function partsIn(at: Date, timeZone: string) {
  const part = Object.fromEntries(
    formatter(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = part;
  return { year, month, day, hour, minute, second };
}

/** There are some four hundred zones, and making a formatter takes as long as a hundred uses of it. */
const formatter = remember(500, (timeZone): Intl.DateTimeFormat => {
  const digits = "2-digit" as const;
  const shape = {
    hourCycle: "h23",
    year: "numeric",
    month: digits,
    day: digits,
    hour: digits,
    minute: digits,
  } as const;
  try {
    return new Intl.DateTimeFormat("en-US", { ...shape, second: digits, timeZone });
  } catch {
    return new Intl.DateTimeFormat("en-US", { ...shape, second: digits, timeZone: "UTC" });
  }
});
