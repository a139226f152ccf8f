import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wilsonInterval } from "./wilson-interval";

// Expected values computed by statsmodels `proportion_confint(method="wilson")`, equal to R `prop.test(correct = FALSE)`.
const reference = [
  [0, 10, 0.0, 0.27753279986288926],
  [1, 10, 0.017876213095072924, 0.40415002679523854],
  [5, 10, 0.23659309051256394, 0.7634069094874361],
  [10, 10, 0.7224672001371106, 1.0],
  [100, 1000, 0.08290944359309571, 0.1201519631953484],
  [3, 20000, 5.101481799495058e-5, 0.0004409636272928436],
] as const;

describe("wilsonInterval", () => {
  it.each(reference)("%i of %i agrees with independent software", (successes, total, lower, upper) => {
    const interval = wilsonInterval(successes, total);
    expect(interval?.lower).toBeCloseTo(lower, 9);
    expect(interval?.upper).toBeCloseTo(upper, 9);
  });

  it("says nothing about nobody", () => {
    expect(wilsonInterval(0, 0)).toBeNull();
  });

  it("always holds the observed share and stays within 0 and 1", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (total, part) => {
        const successes = Math.round(total * part);
        const interval = wilsonInterval(successes, total);
        if (interval === null) throw new Error("no interval");
        expect(interval.lower).toBeGreaterThanOrEqual(0);
        expect(interval.upper).toBeLessThanOrEqual(1);
        expect(interval.lower).toBeLessThanOrEqual(successes / total + 1e-12);
        expect(interval.upper).toBeGreaterThanOrEqual(successes / total - 1e-12);
      }),
    );
  });
});
