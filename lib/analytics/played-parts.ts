/** A film is told in twenty parts of the same length, one bit each: twice the same report changes nothing. */
export const partsCount = 20;
export const partsAll = 2 ** partsCount - 1;

/** Players go up to twice the speed; the clock of the page is ours to the second. */
const speedMax = 2;
const slackSeconds = 3;

/**
 * Whether so many parts can have been played since the page was opened. Of a film of 60 seconds (3 a part), 10 seconds
 * after opening at most (10 * 2 + 3) / 3 = 8 parts can be true.
 */
export function isBelievable(parts: number, secondsSinceOpened: number, durationSeconds: number | null): boolean {
  if (!Number.isInteger(parts) || parts < 0 || parts > partsAll || secondsSinceOpened < 0) return false;
  if (durationSeconds === null || durationSeconds <= 0) return true;
  const possible = (secondsSinceOpened * speedMax + slackSeconds) / (durationSeconds / partsCount);
  return playedCount(parts) <= Math.ceil(possible);
}

/** How many of the twenty parts were played. */
function playedCount(parts: number): number {
  let count = 0;
  for (let rest = parts; rest > 0; rest >>>= 1) count += rest & 1;
  return count;
}
