import fc from "fast-check";
import { expect, test } from "vitest";
import { applyCharge, type Charge } from "@/lib/receipts/apply-charge";

const unknown = { costMicros: null, costCurrency: null };
const anyCharge = fc.option(
  fc.record({
    micros: fc.constantFrom(0, 33_300, 41_200),
    currency: fc.constantFrom<string | null>("EUR", "USD", null),
  }),
);

test("what was billed does not depend on the order of reports, nor on their repetition", () => {
  fc.assert(
    fc.property(fc.array(anyCharge, { maxLength: 6 }), (charges) => {
      const all = (list: readonly (Charge | null)[]) =>
        list.reduce(
          (billed: { costMicros: number | null; costCurrency: string | null }, charge) => applyCharge(billed, charge),
          unknown,
        );
      expect(all([...charges].reverse())).toEqual(all(charges));
      expect(all([...charges, ...charges])).toEqual(all(charges));
    }),
  );
});

test("nothing billed is told apart from nothing said", () => {
  expect(applyCharge(unknown, null)).toEqual(unknown);
  expect(applyCharge(unknown, { micros: 0, currency: "EUR" })).toEqual({ costMicros: 0, costCurrency: "EUR" });
});
