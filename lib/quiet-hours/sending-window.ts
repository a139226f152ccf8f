import { hoursOf } from "@/lib/quiet-hours/hours-of";
import { type Interval, openIntervals } from "@/lib/quiet-hours/open-intervals";
import type { Place } from "@/lib/quiet-hours/places-of";
import type { OwnHours } from "@/lib/quiet-hours/schema";

/** Whether somebody may get a message at a moment, and when that changes. */
export interface SendingWindow {
  isOpen: boolean;
  /** While closed: when it opens; null when it does not within a fortnight. */
  opensAt: Date | null;
  /** While open: when it closes; null when it does not within a fortnight. */
  closesAt: Date | null;
}

const alwaysOpen: SendingWindow = { isOpen: true, opensAt: null, closesAt: null };
/** Long enough for every day of the week to come twice. */
const horizonDays = 15;

/**
 * The window of somebody who may be at any of these places: open only while it is at each. Example: a Texan number and an
 * address in Rhode Island on a Sunday: from 12:00 in Texas until 17:00 in Rhode Island, which is three hours.
 */
export function sendingWindow(places: readonly Place[], openAtPlace: OpenAt, at: Date): SendingWindow {
  const open = openTogether(places, openAtPlace, at.getTime());
  if (open === null) return alwaysOpen;
  const next = open.find(({ toMs }) => toMs > at.getTime());
  if (next === undefined) return { isOpen: false, opensAt: null, closesAt: null };
  if (next.fromMs > at.getTime()) return { isOpen: false, opensAt: new Date(next.fromMs), closesAt: null };
  const isLast = next === open.at(-1) && next.toMs - at.getTime() > (horizonDays - 2) * 24 * 3_600_000;
  return { isOpen: true, opensAt: null, closesAt: isLast ? null : new Date(next.toMs) };
}

/** When messages may arrive at a place, from a moment on; null when they always may. */
export type OpenAt = (place: Place, fromMs: number) => readonly Interval[] | null;

export function openAt(quietHours: OwnHours): OpenAt {
  return (place, fromMs) => {
    const hours = hoursOf(place, quietHours);
    return hours === null ? null : joined(openIntervals(hours, place.timeZone, fromMs, horizonDays));
  };
}

/** The intervals in which every place is open; null when no place ever closes. */
function openTogether(places: readonly Place[], open: OpenAt, fromMs: number): readonly Interval[] | null {
  let together: readonly Interval[] | null = null;
  for (const place of places) {
    const here = open(place, fromMs);
    if (here !== null) together = together === null ? here : intersected(together, here);
  }
  return together;
}

/** A day that is open until midnight goes on in the next one's. */
function joined(intervals: readonly Interval[]): Interval[] {
  const whole: Interval[] = [];
  for (const interval of intervals) {
    const last = whole.at(-1);
    if (last !== undefined && last.toMs >= interval.fromMs) last.toMs = Math.max(last.toMs, interval.toMs);
    else whole.push({ ...interval });
  }
  return whole;
}

/** Both lists are in order and without overlap, and so is the answer. */
function intersected(one: readonly Interval[], other: readonly Interval[]): Interval[] {
  const both: Interval[] = [];
  let [left, right] = [0, 0];
  while (left < one.length && right < other.length) {
    const [a, b] = [one[left], other[right]];
    if (a === undefined || b === undefined) break;
    const [fromMs, toMs] = [Math.max(a.fromMs, b.fromMs), Math.min(a.toMs, b.toMs)];
    if (fromMs < toMs) both.push({ fromMs, toMs });
    if (a.toMs <= b.toMs) left += 1;
    else right += 1;
  }
  return both;
}
