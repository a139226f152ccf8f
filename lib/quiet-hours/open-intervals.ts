import type { DayHours, RegionHours } from "@/lib/quiet-hours/schema";
import { zoneOffsetMs } from "@/lib/quiet-hours/zone-offset";
import { remember } from "@/lib/remember";

/** From a moment (included) until another (not included), in milliseconds. */
export interface Interval {
  fromMs: number;
  toMs: number;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/**
 * When messages may arrive at one place from the local day of a moment on, for so many days: the moments at which its
 * wall clock shows an open time. In order, and without overlap. Example: 8 to 20 in New York on the day the clocks go
 * forward is 12 hours long like any other, and begins at 12:00 UTC rather than 13:00.
 */
export function openIntervals(hours: RegionHours, timeZone: string, fromMs: number, days: number): Interval[] {
  const firstDayMs = Math.floor((fromMs + zoneOffsetMs(fromMs, timeZone)) / dayMs) * dayMs;
  const intervals: Interval[] = [];
  for (let index = 0; index < days; index += 1) {
    const localMs = firstDayMs + index * dayMs;
    const open = hoursOn(hours, localMs);
    if (open !== null) intervals.push(...onTheClock(localMs, open, timeZone));
  }
  return intervals;
}

function hoursOn({ weekdays, saturday, sunday }: RegionHours, localMs: number): DayHours {
  const weekday = new Date(localMs).getUTCDay();
  return weekday === 0 ? sunday : weekday === 6 ? saturday : weekdays;
}

/** The moments at which the clock shows a time of the day between two, in up to two pieces when the clocks change. */
function onTheClock(localMs: number, { fromMinute, toMinute }: NonNullable<DayHours>, timeZone: string): Interval[] {
  const [openMs, closeMs] = [localMs + fromMinute * minuteMs, localMs + toMinute * minuteMs];
  // No place is further than a day from UTC, so that the day lies between these whatever the offset.
  const [before, after] = [localMs - dayMs, localMs + 2 * dayMs];
  const [earlier, later] = [dayOffsetMs(`${before} ${timeZone}`), dayOffsetMs(`${after} ${timeZone}`)];
  if (earlier === later) return [{ fromMs: openMs - earlier, toMs: closeMs - earlier }];
  const changesMs = changeOfOffset(before, after, timeZone);
  return [
    { fromMs: openMs - earlier, toMs: Math.min(closeMs - earlier, changesMs) },
    { fromMs: Math.max(openMs - later, changesMs), toMs: closeMs - later },
  ].filter(({ fromMs, toMs }) => fromMs < toMs);
}

/** The offset at the beginning of a day, which many places in one zone ask for, each for many days. */
const dayOffsetMs = remember(20_000, (key) => {
  const [utcMs = "", timeZone = ""] = key.split(" ");
  return zoneOffsetMs(Number(utcMs), timeZone);
});

/** The first moment with the later offset. Clocks change at full minutes, and never twice in three days. */
function changeOfOffset(beforeMs: number, afterMs: number, timeZone: string): number {
  const later = zoneOffsetMs(afterMs, timeZone);
  let [low, high] = [beforeMs, afterMs];
  while (high - low > minuteMs) {
    const middle = Math.floor((low + high) / 2 / minuteMs) * minuteMs;
    if (zoneOffsetMs(middle, timeZone) === later) high = middle;
    else low = middle;
  }
  return high;
}
