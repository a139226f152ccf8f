const ladderSeconds = [5, 10, 20, 40, 80, 160, 320, 640];
const lastRungSeconds = 900;
const giveUpAfterSeconds = 24 * 60 * 60;

/**
 * Seconds until a callback that was not answered with 200 is posted again: 5, 10, 20 … 640, then every 900; null once
 * the callback is a day old. `attempts` counts the posts made so far.
 */
export function retryDelaySeconds(attempts: number, ageSeconds: number): number | null {
  if (ageSeconds >= giveUpAfterSeconds) return null;
  return ladderSeconds[attempts - 1] ?? lastRungSeconds;
}
