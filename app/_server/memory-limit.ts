interface Window {
  tries: number;
  resetsAtMs: number;
}

/** Forgotten first when there are more: the oldest. */
const keysMax = 50_000;

/**
 * Counts tries in the memory of this process: for doors that must answer without asking the database. Each process
 * counts for itself, so the limit of all together is as many times higher.
 */
export class MemoryLimit {
  private readonly windows = new Map<string, Window>();

  constructor(private readonly limit: { max: number; seconds: number }) {}

  /** Counts a try. 0 while tries are left, else how many seconds to wait. */
  take(key: string, now: Date): number {
    const nowMs = now.getTime();
    const known = this.windows.get(key);
    if (known !== undefined && known.resetsAtMs > nowMs) {
      known.tries += 1;
      return known.tries <= this.limit.max ? 0 : Math.ceil((known.resetsAtMs - nowMs) / 1000);
    }
    this.windows.delete(key);
    this.windows.set(key, { tries: 1, resetsAtMs: nowMs + this.limit.seconds * 1000 });
    if (this.windows.size > keysMax) {
      const [oldest] = this.windows.keys();
      if (oldest !== undefined) this.windows.delete(oldest);
    }
    return 0;
  }
}
