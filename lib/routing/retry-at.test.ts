import { describe, expect, it } from "vitest";
import { retryAfterReceipt, retryAt } from "@/lib/routing/retry-at";

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

describe("retryAfterReceipt", () => {
  it("gives a passing disturbance ever longer pauses, and ends", () => {
    const pauses = [1, 2, 3, 4, 5, 6].map((tries) => secondsUntil(retryAfterReceipt("transient", tries, now)));
    expect(pauses).toEqual([60, 300, 1800, 7200, 21_600, null]);
  });

  it("an empty prepaid card waits for hours, a sender's daily limit for the next day", () => {
    expect(secondsUntil(retryAfterReceipt("no_credit", 1, now))).toBe(4 * 3600);
    expect(secondsUntil(retryAfterReceipt("daily_limit", 1, now))).toBe(24 * 3600);
    expect(retryAfterReceipt("daily_limit", 4, now)).toBeNull();
  });

  it("whom the provider lets have no more is not tried again", () => {
    for (const failure of [
      "capped",
      "unreachable",
      "blocked",
      "template",
      "opted_out",
      "expired",
      "content",
    ] as const) {
      expect(retryAfterReceipt(failure, 1, now)).toBeNull();
    }
  });
});
