/**
 * How far what waits to be applied, and what the provider is late to tell, may hold ladders back together. When a small
 * machine has sent a million messages, the oldest report has waited for about four minutes. More than twice that means
 * that nothing is applied any more: then ladders go on without, each late by this much and no more. A message too many
 * cannot be taken back, a late one only is late.
 */
export const heardWithinSeconds = 600;

/**
 * So late a provider usually tells that it passed a message on: it takes a moment to do that, and its webhook a moment to
 * come. Where reports come as they should, nobody waits longer than their campaign says.
 */
export const usualLateSeconds = 3;

/** What holds ladders back. */
interface Unheard {
  /** When the oldest report came in that nobody has applied yet; null when none waits. */
  oldestWaitingAt: Date | null;
  /** How long after it happened the provider tells what happened; 0 when nobody knows. */
  lateSeconds: number;
}

/**
 * Until when everything that happened to messages is known. What came in is known up to now, or up to the oldest report
 * that nobody has applied yet; and what comes in tells of what happened as long before as the provider is late. Silence
 * proves something only up to then.
 * Example: it is 12:00, a report of 11:58 waits -> a wait that ended at 11:59 is not known to be in vain. When reports
 * come twenty seconds late besides, neither is one that ended at 11:57:50.
 */
export function heardMoment(now: Date, { oldestWaitingAt, lateSeconds }: Unheard): Date {
  // One from the future tells of another machine's clock, and of nothing that is missing before now.
  const appliedUntil = oldestWaitingAt === null || oldestWaitingAt >= now ? now : oldestWaitingAt;
  const lateMs = lateSeconds > usualLateSeconds ? lateSeconds * 1000 : 0;
  return new Date(Math.max(appliedUntil.getTime() - lateMs, now.getTime() - heardWithinSeconds * 1000));
}
