/**
 * How far what waits to be applied may hold ladders back. When a small machine has sent a million messages, the oldest
 * report has waited for about four minutes. More than twice that means that nothing is applied any more: then ladders go
 * on without, each late by this much and no more. A message too many cannot be taken back, a late one only is late.
 */
export const heardWithinSeconds = 600;

/**
 * Until when everything that providers told us is known: now, or the moment the oldest report came in that nobody has
 * applied yet. Silence proves something only up to then.
 * Example: it is 12:00, a report of 11:58 waits -> a wait that ended at 11:59 is not known to be in vain.
 */
export function heardMoment(now: Date, oldestWaitingAt: Date | null): Date {
  // One from the future tells of another machine's clock, and of nothing that is missing before now.
  if (oldestWaitingAt === null || oldestWaitingAt >= now) return now;
  return new Date(Math.max(oldestWaitingAt.getTime(), now.getTime() - heardWithinSeconds * 1000));
}
