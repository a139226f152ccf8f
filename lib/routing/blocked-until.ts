import type { FailureClass } from "@/lib/routing/failure-class";

const hours: Partial<Record<FailureClass, number>> = {
  // WhatsApp asks for at least this long (error 131049); trying sooner makes the pause longer.
  capped: 24,
  daily_limit: 24,
  no_credit: 4,
};

/** Until when a channel takes no more messages to an address that failed so; null when the failure says no such thing. */
export function blockedUntil(failure: FailureClass, failedAt: Date): Date | null {
  const pause = hours[failure];
  return pause === undefined ? null : new Date(failedAt.getTime() + pause * 3_600_000);
}
