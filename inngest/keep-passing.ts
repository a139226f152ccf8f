/** One look at what there is to do. */
export interface Passes {
  /** Does what there is and answers how much it was. */
  pass: () => Promise<number>;
  /** How long to rest after a pass that did so much; 0 to go on at once. A failed pass rests as after nothing. */
  restMs: (done: number) => number;
  /** Told of each failure; the work stays where it was and the next pass takes it up. */
  failed: (error: unknown) => void;
  now: () => number;
  rest: (ms: number) => Promise<void>;
}

/**
 * Passes again and again until the time is over. A pass that fails, because the database was away or two transactions
 * got into each other's way, costs that pass and not the rest of the minute. Answers what was done and what failed.
 */
export async function keepPassing(forMs: number, passes: Passes): Promise<{ done: number; failures: number }> {
  const end = passes.now() + forMs;
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
