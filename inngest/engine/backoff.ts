const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits between attempts as Inngest documents them; the last one repeats. */
const RETRY_DELAYS_MS = [
  15 * SECOND,
  30 * SECOND,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  20 * MINUTE,
  40 * MINUTE,
  HOUR,
  2 * HOUR,
];
const JITTER_MAX_MS = 30 * SECOND;
const RETRY_AFTER_MAX_MS = 24 * HOUR;

/** How long to wait after attempt number `attempt` (from 0) failed. `random` is in [0, 1). */
export function retryDelayMs(attempt: number, random: number): number {
  const base = RETRY_DELAYS_MS[Math.min(attempt, RETRY_DELAYS_MS.length - 1)] ?? 2 * HOUR;
  return base + Math.floor(random * JITTER_MAX_MS);
}

/** A Retry-After header, in seconds or as a date, clipped to 1 s .. 24 h; undefined when absent or unreadable. */
export function retryAfterMs(header: string | null, now: Date): number | undefined {
  if (header === null || header.trim() === "") return undefined;
  const seconds = Number(header);
  const waitMs = Number.isFinite(seconds) ? seconds * SECOND : Date.parse(header) - now.getTime();
  if (Number.isNaN(waitMs)) return undefined;
  return Math.min(Math.max(waitMs, SECOND), RETRY_AFTER_MAX_MS);
}

/** Waits while the functions cannot be reached at all: short, and never counted as an attempt. */
export function unreachableDelayMs(stumbles: number): number {
  return Math.min(SECOND * 2 ** Math.min(stumbles, 5), 30 * SECOND);
}
