import { dayStart, localDay } from "@/lib/consent/local-day";
import {
  type Bucket,
  capacityOf,
  fullBucket,
  oweTokens,
  type Rate,
  returnTokens,
  takeTokens,
} from "@/lib/sending/token-bucket";
import type { SenderLimit } from "@/lib/workspace/schema";

/** What a sender may still send at a moment, in units such as text segments. */
export interface SenderAllowance extends Bucket {
  /** The day the units were counted on; null while none was. */
  day: string | null;
  usedInDay: number;
}

export interface TakenUnits {
  bucket: SenderAllowance;
  granted: number;
  /** When granted nothing for now: how long until the next are worth asking for. */
  waitMs: number;
  /** When the day's units are used up: when the next day begins. */
  usedUpUntil: Date | null;
}

/** Where the day of a brand's daily limit ends: at midnight Pacific time (T-Mobile). */
const dayZone = "America/Los_Angeles";

/** Only a day counts: no second is ever too short. */
const boundlessPerSecond = 1_000_000;

const dayMs = 86_400_000;

/** The rate at which a sender's bucket fills. */
export function rateOf({ unitsPerSecond }: SenderLimit): Rate {
  return { perSecond: unitsPerSecond ?? boundlessPerSecond };
}

/** The most units that can be granted at once. */
export function unitsAtOnceMax(limit: SenderLimit): number {
  return Math.floor(capacityOf(rateOf(limit)));
}

export function fullAllowance(limit: SenderLimit, now: Date): SenderAllowance {
  return { ...fullBucket(rateOf(limit), now), day: null, usedInDay: 0 };
}

/**
 * Takes as many of the wanted units as may leave now, for messages that are still to be claimed. None when there are
 * fewer than `atLeast`: a message must not wait for ever while shorter ones pass it by. The day counts what is spent.
 */
export function takeUnits(
  allowance: SenderAllowance,
  limit: SenderLimit,
  wanted: number,
  atLeast: number,
  now: Date,
): TakenUnits {
  const closedUntil = usedUpUntil(allowance, limit, now);
  if (closedUntil !== null) return { bucket: allowance, granted: 0, waitMs: 0, usedUpUntil: closedUntil };
  return { ...takeTokens(allowance, rateOf(limit), wanted, now, atLeast), usedUpUntil: null };
}

/** When the day's units are used up, when the next day begins; null while some are left. */
export function usedUpUntil(allowance: SenderAllowance, limit: SenderLimit, now: Date): Date | null {
  return leftOf(onDay(allowance, limit, now), limit) > 0 ? null : nextDay(now);
}

/** Gives back what was taken and not spent. */
export function returnUnits(allowance: SenderAllowance, limit: SenderLimit, unused: number): SenderAllowance {
  return returnTokens(allowance, rateOf(limit), unused);
}

export interface SpentUnits {
  bucket: SenderAllowance;
  /** Which of the messages may leave. */
  leaves: boolean[];
  usedUpUntil: Date | null;
}

/**
 * Spends what was taken on messages of so many units each, in their order. What is not needed goes back. A message that is
 * longer than a full bucket leaves whole as the first, and the bucket fills for longer afterwards; one that is longer than
 * what is left of the day ends the day.
 */
export function spendUnits(
  allowance: SenderAllowance,
  limit: SenderLimit,
  taken: number,
  lengths: readonly number[],
  now: Date,
): SpentUnits {
  const today = onDay(allowance, limit, now);
  const atOnceMax = unitsAtOnceMax(limit);
  let left = taken;
  let leftInDay = leftOf(today, limit);
  let isOver = false;
  const leaves = lengths.map((units) => {
    if (units === 0) return true;
    isOver ||= units > leftInDay;
    if (isOver || left < Math.min(units, atOnceMax)) return false;
    left -= units;
    leftInDay -= units;
    return true;
  });
  const settled = left < 0 ? oweTokens(today, -left) : returnTokens(today, rateOf(limit), left);
  const spent = taken - left;
  if (limit.unitsPerDay === null) return { bucket: settled, leaves, usedUpUntil: null };
  const usedInDay = isOver ? Math.max(today.usedInDay, limit.unitsPerDay) : today.usedInDay + spent;
  return { bucket: { ...settled, usedInDay }, leaves, usedUpUntil: isOver ? nextDay(now) : null };
}

/** A clock that stands behind the one that counted last begins no day anew. */
function onDay(allowance: SenderAllowance, { unitsPerDay }: SenderLimit, now: Date): SenderAllowance {
  if (unitsPerDay === null) return allowance;
  const day = localDay(now, dayZone);
  return allowance.day !== null && day <= allowance.day ? allowance : { ...allowance, day, usedInDay: 0 };
}

function leftOf({ usedInDay }: SenderAllowance, { unitsPerDay }: SenderLimit): number {
  return unitsPerDay === null ? Number.POSITIVE_INFINITY : unitsPerDay - usedInDay;
}

/** Days may be 23 or 25 hours long. */
function nextDay(now: Date): Date {
  const start = dayStart(localDay(now, dayZone), dayZone) ?? now;
  const tomorrow = localDay(new Date(start.getTime() + 1.25 * dayMs), dayZone);
  return dayStart(tomorrow, dayZone) ?? new Date(now.getTime() + dayMs);
}
