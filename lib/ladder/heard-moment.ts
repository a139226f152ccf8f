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

/**
 * That a message arrived is told after that: providers report of a message in order, and while they are late each report
 * queues behind those of all others, so the second comes twice as late. Once more, since what is measured is of now, and
 * the queue that the report stands in may have been longer.
 */
const latenessUntilArrival = 3;

/** What holds ladders back. */
interface Unheard {
  /** When the oldest report came in that nobody has applied yet; null when none waits. */
  oldestWaitingAt: Date | null;
  /** How long after it took a message the provider tells so; 0 when nobody knows. */
  lateSeconds: number;
  /** How long the wait was that is to be over. One that is longer than reports are late has heard them. */
  waitSeconds: number;
}

/**
 * Until when everything that happened to messages is known. What came in is known up to now, or up to the oldest report
 * that nobody has applied yet; a wait that was shorter than reports are late goes on until they come. Silence proves
 * something only up to then.
 * Example: it is 12:00, a report of 11:58 waits -> a wait that ended at 11:59 is not known to be in vain. When the first
 * reports come ten seconds late besides, neither is one of ten seconds that ended at 11:57:50; one of an hour is.
 */
export function heardMoment(now: Date, { oldestWaitingAt, lateSeconds, waitSeconds }: Unheard): Date {
  // One from the future tells of another machine's clock, and of nothing that is missing before now.
  const appliedUntil = oldestWaitingAt === null || oldestWaitingAt >= now ? now : oldestWaitingAt;
  const heldSeconds =
    lateSeconds > usualLateSeconds ? Math.max(0, latenessUntilArrival * lateSeconds - waitSeconds) : 0;
  return new Date(Math.max(appliedUntil.getTime() - heldSeconds * 1000, now.getTime() - heardWithinSeconds * 1000));
}
