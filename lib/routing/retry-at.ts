const backOffSeconds = [2, 5, 15, 60, 300] as const;
const retryAfterSecondsMax = 3600;

/**
 * When a message that met a passing disturbance is tried again: what the provider asked for, else ever longer pauses.
 * Null after the sixth try: it has failed. `attempts` counts the tries so far.
 */
export function retryAt(attempts: number, retryAfterSeconds: number | null, now: Date): Date | null {
  const pause = backOffSeconds[attempts - 1];
  if (pause === undefined) return null;
  const seconds = Math.min(Math.max(retryAfterSeconds ?? 0, pause), retryAfterSecondsMax);
  return new Date(now.getTime() + seconds * 1000);
}
