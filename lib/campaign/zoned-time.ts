import { zoneOffsetMs } from "@/lib/quiet-hours/zone-offset";

/**
 * The moment a wall clock in a time zone shows a local time such as "2026-03-29T02:30". Times that the spring change
 * skips become the moment after it; times the autumn change repeats mean the first. Null for what is no time or zone.
 */
export function zonedTime(local: string, timeZone: string): Date | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/.exec(local);
  if (match === null) return null;
  const wanted = Date.parse(`${local}:00Z`);
  if (Number.isNaN(wanted)) return null;
  try {
    // Offsets never change twice within a day: one of the offsets around the wanted time is the right one.
    const offsets = [...new Set([-1, 1].map((days) => zoneOffsetMs(wanted + days * 86_400_000, timeZone)))];
    const hits = offsets.map((offset) => wanted - offset).filter((utc) => utc + zoneOffsetMs(utc, timeZone) === wanted);
    if (hits.length > 0) return new Date(Math.min(...hits));
    return new Date(wanted - Math.min(...offsets));
  } catch {
    return null;
  }
}

/** What a wall clock in the zone shows at a moment, as a date-time input takes it. */
export function localTime(moment: Date, timeZone: string): string {
  return new Date(moment.getTime() + zoneOffsetMs(moment.getTime(), timeZone)).toISOString().slice(0, 16);
}
