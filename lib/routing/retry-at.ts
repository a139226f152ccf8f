import { type FailureClass, isAboutEverybody } from "@/lib/routing/failure-class";

const backOffSeconds = [2, 5, 15, 60, 300] as const;
const retryAfterSecondsMax = 3600;
/**
 * A campaign far above the provider's rate, or on an account without balance, is turned away again and again, and
 * nothing is wrong with its messages: about eight hours of tries.
 */
const heldUpTriesMax = 1000;
const heldUpPauseSecondsMax = 30;

/**
 * When a message that was not taken is tried again: what the provider asked for, else ever longer pauses. Null when it
 * has failed: at once, after the sixth passing disturbance, or when everybody's were turned away for hours. `attempts` counts the
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

const hourSeconds = 3600;
/** Long enough for a phone to be found again, and for an account to be filled up. */
const backOffAfterReceiptSeconds = [60, 300, 1800, 2 * hourSeconds, 6 * hourSeconds] as const;
/** By then a prepaid card may have been filled up. */
const noCreditSeconds = 4 * hourSeconds;
const dailyLimitSeconds = 24 * hourSeconds;
const waitingTriesMax = 3;

/**
 * When a message that was taken first and then reported as failed is tried again; null when another try cannot mend it
 * or it was tried often enough. The ladder decides whether its patience lasts until then.
 */
export function retryAfterReceipt(failure: FailureClass, attempts: number, failedAt: Date): Date | null {
  const seconds = pauseAfterReceipt(failure, attempts);
  return seconds === null ? null : new Date(failedAt.getTime() + seconds * 1000);
}

function pauseAfterReceipt(failure: FailureClass, attempts: number): number | null {
  if (failure === "transient" || isAboutEverybody(failure)) return backOffAfterReceiptSeconds[attempts - 1] ?? null;
  if (attempts > waitingTriesMax) return null;
  if (failure === "no_credit") return noCreditSeconds;
  return failure === "daily_limit" ? dailyLimitSeconds : null;
}

function pauseSeconds(failure: FailureClass, attempts: number): number | null {
  if (failure === "transient") return backOffSeconds[attempts - 1] ?? null;
  if (isAboutEverybody(failure) && attempts < heldUpTriesMax) return Math.min(attempts, heldUpPauseSecondsMax);
  return null;
}
