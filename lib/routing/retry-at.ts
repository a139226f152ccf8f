import type { FailureClass } from "@/lib/routing/failure-class";

const backOffSeconds = [2, 5, 15, 60, 300] as const;
const retryAfterSecondsMax = 3600;
/** A campaign far above the provider's rate is turned away again and again, and nothing is wrong with its messages. */
const throttledTriesMax = 1000;
const throttledPauseSecondsMax = 30;

/**
 * When a message that was not taken is tried again: what the provider asked for, else ever longer pauses. Null when it
 * has failed: at once, after the sixth passing disturbance, or when it was throttled for hours. `attempts` counts the
 * tries so far.
 */
export function retryAt(
  failure: FailureClass,
  attempts: number,
  retryAfterSeconds: number | null,
  now: Date,
): Date | null {
  const pause = pauseSeconds(failure, attempts);
  if (pause === null) return null;
  const seconds = Math.min(Math.max(retryAfterSeconds ?? 0, pause), retryAfterSecondsMax);
  return new Date(now.getTime() + seconds * 1000);
}

function pauseSeconds(failure: FailureClass, attempts: number): number | null {
  if (failure === "transient") return backOffSeconds[attempts - 1] ?? null;
  if (failure === "throttled" && attempts < throttledTriesMax) return Math.min(attempts, throttledPauseSecondsMax);
  return null;
}
