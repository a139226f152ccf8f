interface Kept {
  value: Promise<unknown>;
  goodUntilMs: number;
}

const kept = new Map<string, Kept>();
const keptMax = 500;
/** A reading that took a second is good for twenty: however many people look, it takes a twentieth of one connection. */
const restFactor = 20;
const restMsMax = 300_000;

/**
 * Reads something dear at most once at a time and not again until it is `restMs` old, or twenty times as old as it took
 * to read. The key must say all that the answer depends on, the workspace first. What failed is not kept.
 */
export function timeBoxed<Value>(key: string, restMs: number, read: () => Promise<Value>): Promise<Value> {
  const now = performance.now();
  const known = kept.get(key);
  if (known !== undefined && now < known.goodUntilMs) return known.value as Promise<Value>;
  const value = read();
  // Until it is read, everybody waits for the same reading.
  const entry: Kept = { value, goodUntilMs: Number.POSITIVE_INFINITY };
  kept.delete(key);
  const [oldest] = kept.size >= keptMax ? kept.keys() : [];
  if (oldest !== undefined) kept.delete(oldest);
  kept.set(key, entry);
  value.then(
    () => {
      const tookMs = performance.now() - now;
      entry.goodUntilMs = performance.now() + Math.max(restMs, Math.min(tookMs * restFactor, restMsMax));
    },
    () => {
      if (kept.get(key) === entry) kept.delete(key);
    },
  );
  return value;
}
