import { localDay } from "@/lib/consent/local-day";

const quarterHourMs = 15 * 60_000;

/** Steps of a ladder lie on a few days; a sending passes through four of these an hour. */
const quartersMax = 64;

/**
 * The local day of a moment, for very many moments close to a few: zones differ from UTC by whole quarters of an hour,
 * so within one the day cannot change.
 */
export function dayClock(timeZone: string): (at: Date) => string {
  const days = new Map<number, string>();
  return (at) => {
    const quarter = Math.floor(at.getTime() / quarterHourMs);
    const known = days.get(quarter);
    if (known !== undefined) return known;
    if (days.size >= quartersMax) days.clear();
    const day = localDay(at, timeZone);
    days.set(quarter, day);
    return day;
  };
}
