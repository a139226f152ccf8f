import { describe, expect, it } from "vitest";
import { retryAt } from "@/lib/routing/retry-at";

const now = new Date("2026-03-01T12:00:00Z");
const secondsUntil = (at: Date | null) => (at === null ? null : (at.getTime() - now.getTime()) / 1000);

describe("retryAt", () => {
  it("tries a passing disturbance six times in all, with ever longer pauses", () => {
    const pauses = [1, 2, 3, 4, 5, 6].map((attempts) => secondsUntil(retryAt("transient", attempts, null, now)));
    expect(pauses).toEqual([2, 5, 15, 60, 300, null]);
  });

  it("waits as long as the provider asks, within an hour", () => {
    expect(secondsUntil(retryAt("transient", 1, 30, now))).toBe(30);
    expect(secondsUntil(retryAt("throttled", 1, 90_000, now))).toBe(3600);
  });

  it("keeps trying for hours when there is only too much at once", () => {
    let seconds = 0;
    for (let attempts = 1; attempts < 500; attempts += 1) {
      seconds += secondsUntil(retryAt("throttled", attempts, null, now)) ?? Number.NaN;
    }
    expect(seconds).toBeGreaterThan(4 * 3600);
    expect(retryAt("throttled", 1000, null, now)).toBeNull();
    expect(retryAt("account", 999, null, now)).not.toBeNull();
  });

  it("never repeats what another try cannot mend", () => {
    for (const failure of ["unreachable", "blocked", "opted_out", "capped", "configuration", "content"] as const) {
      expect(retryAt(failure, 1, 5, now)).toBeNull();
    }
  });
});
