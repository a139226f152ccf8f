/** One look at what there is to do. */
export interface Passes {
  /** Does what there is and answers how much it was. */
  pass: () => Promise<number>;
  /** How long to rest after a pass that did so much; 0 to go on at once. A failed pass rests as after nothing. */
  restMs: (done: number) => number;
  /** Told of each failure; the work stays where it was and the next pass takes it up. */
  failed: (error: unknown) => void;
  now: () => number;
  /** Nothing is done after this moment, by the same clock. */
  until?: number;
  rest: (ms: number) => Promise<void>;
}

/**
 * When the work of a run ends that is started every minute: then the next one is at it. Without this end, the late runs
 * of a busy machine would gather and all work at once.
 */
export function endOfTurn(event: { ts?: number | undefined }): number {
  return event.ts === undefined ? Number.POSITIVE_INFINITY : event.ts + turnMs;
}

const turnMs = 65_000;

/**
 * Passes again and again until the time is over. A pass that fails, because the database was away or two transactions
 * got into each other's way, costs that pass and not the rest of the minute. Answers what was done and what failed.
 */
export async function keepPassing(forMs: number, passes: Passes): Promise<{ done: number; failures: number }> {
  const end = Math.min(passes.now() + forMs, passes.until ?? Number.POSITIVE_INFINITY);
  const result = { done: 0, failures: 0 };
  while (passes.now() < end) {
    let count = 0;
    try {
      count = await passes.pass();
    } catch (error) {
      result.failures += 1;
      passes.failed(error);
    }
    result.done += count;
    const ms = passes.restMs(count);
    if (ms > 0) await passes.rest(ms);
  }
  return result;
}
