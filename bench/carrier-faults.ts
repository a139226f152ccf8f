/** What a provider with a bad day does to one request. */
export type RequestFault =
  /** Turned away before anything happened. */
  | "unavailable"
  | "failed"
  | "throttled"
  /** Taken, and the answer says the opposite, or nothing at all. */
  | "failedAfterAccept"
  | "noAnswer";

/** What it does to one of its reports. */
export type ReportFault = "twice" | "never";

const throttleEveryMs = 40_000;
const throttleForMs = 3_000;
const retryAfterSeconds = 2;

const shares: [RequestFault, number][] = [
  ["unavailable", 0.01],
  ["failed", 0.01],
  ["failedAfterAccept", 0.01],
  ["noAnswer", 0.01],
];
const reportShares = { twice: 0.1, never: 0.05 };

/**
 * The bad days of a provider, by a seed. Of each message at least one report arrives: without that, nobody can tell a
 * message that never arrived from one that nobody reports on.
 */
export class CarrierFaults {
  readonly counts: Record<RequestFault | ReportFault, number> = {
    ...{ unavailable: 0, failed: 0, throttled: 0, failedAfterAccept: 0, noAnswer: 0 },
    ...{ twice: 0, never: 0 },
  };
  private readonly startedAt = performance.now();

  constructor(private readonly random: () => number) {}

  ofRequest(): RequestFault | null {
    // In bursts, as rates are exceeded.
    const isBurst = (performance.now() - this.startedAt) % throttleEveryMs > throttleEveryMs - throttleForMs;
    let left = this.random();
    const drawn = shares.find(([, share]) => {
      left -= share;
      return left < 0;
    });
    return this.counted(isBurst ? "throttled" : (drawn?.[0] ?? null));
  }

  /** Asked for each report; `mayBeLost` says that another one of the same message will arrive. */
  ofReport(mayBeLost: boolean): ReportFault | null {
    const drawn = this.random();
    if (drawn < reportShares.never) return mayBeLost ? this.counted("never") : null;
    return this.counted(drawn < reportShares.never + reportShares.twice ? "twice" : null);
  }

  private counted<Fault extends RequestFault | ReportFault>(fault: Fault | null): Fault | null {
    if (fault !== null) this.counts[fault] += 1;
    return fault;
  }
}

/** The answer to a request that was turned away: its status and headers. */
export function refusalOf(fault: RequestFault | null): { status: number; headers: Record<string, string> } | null {
  if (fault === "throttled") return { status: 429, headers: { "Retry-After": String(retryAfterSeconds) } };
  if (fault === "unavailable") return { status: 503, headers: {} };
  return fault === "failed" ? { status: 500, headers: {} } : null;
}
