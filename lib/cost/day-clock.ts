import { localDay } from "@/lib/consent/local-day";

const quarterHourMs = 15 * 60_000;

/**
 * The local day of a moment, for many moments close to each other: zones differ from UTC by whole quarters of an hour,
 * so within one the day cannot change.
 */
export function dayClock(timeZone: string): (at: Date) => string {
  let quarter = Number.NaN;
  let day = "";
  return (at) => {
    const current = Math.floor(at.getTime() / quarterHourMs);
    if (current !== quarter) {
      day = localDay(at, timeZone);
      quarter = current;
    }
    return day;
  };
}
