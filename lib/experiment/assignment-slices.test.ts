import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assignmentSlices } from "@/lib/experiment/assignment-slices";

describe("assignmentSlices", () => {
  const weights = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 5 });
  const keys = ["A", "B", "C", "D", "E"] as const;

  it("covers the whole line once, the holdout first and each arm by its weight of the rest", () => {
    fc.assert(
      fc.property(weights, fc.integer({ min: 0, max: 50 }), (parts, holdoutPercent) => {
        const arms = parts.map((weightPercent, index) => ({ key: keys[index] ?? "A", weightPercent }));
        const slices = assignmentSlices(arms, holdoutPercent);
        expect(slices.at(-1)?.upTo).toBe(1);
        const total = parts.reduce((sum, part) => sum + part, 0);
        let from = 0;
        for (const { armKey, upTo } of slices) {
          const arm = arms.find(({ key }) => key === armKey);
          const share =
            arm === undefined ? holdoutPercent / 100 : ((1 - holdoutPercent / 100) * arm.weightPercent) / total;
          expect(upTo - from).toBeCloseTo(share, 9);
          from = upTo;
        }
      }),
    );
  });
});
