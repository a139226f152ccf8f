import type { FailureClass } from "@/lib/routing/failure-class";

const hours: Partial<Record<FailureClass, number>> = {
  // WhatsApp asks for at least this long (error 131049); trying sooner makes the pause longer.
  capped: 24,
  daily_limit: 24,
  no_credit: 4,
};

const hoursMax = 7 * 24;

/**
 * Until when a channel takes no more messages to an address that failed so; null when the failure says no such thing.
 * `inARow`: how often it failed so since something arrived there. WhatsApp asks for ever longer pauses, so each is twice
 * as long as the last, up to a week. Example: capped, for the third time -> four days.
 */
export function blockedUntil(failure: FailureClass, failedAt: Date, inARow = 1): Date | null {
  const first = hours[failure];
  if (first === undefined) return null;
  const pause = failure === "capped" ? Math.min(hoursMax, first * 2 ** (Math.max(1, inARow) - 1)) : first;
  return new Date(failedAt.getTime() + pause * 3_600_000);
}
