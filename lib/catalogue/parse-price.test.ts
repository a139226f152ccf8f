import fc from "fast-check";
import { expect, test } from "vitest";
import { parsePrice, priceInput } from "@/lib/catalogue/parse-price";

test.each([
  ["12", "EUR", 1200],
  ["12.5", "EUR", 1250],
  ["12,50", "EUR", 1250],
  ["1,299.50", "USD", 129950],
  ["1.299,50", "EUR", 129950],
  ["1 299,50", "SEK", 129950],
  ["1,299", "EUR", 129900],
  ["1,500", "JPY", 1500],
  ["1.250", "KWD", 1250],
  ["9.99", "nonsense", 999],
])("%s %s", (text, currency, minor) => {
  expect(parsePrice(text, currency)).toBe(minor);
});

test.each(["", "free", "-3", "12.3456", "1.2.3", "€ 5"])("%s is no price", (text) => {
  expect(parsePrice(text, "EUR")).toBeNull();
});

test("a price that is shown is read as that price again", () => {
  fc.assert(
    fc.property(fc.nat(99_999_999), fc.constantFrom("EUR", "JPY", "KWD"), (minor, currency) => {
      expect(parsePrice(priceInput(minor, currency), currency)).toBe(minor);
    }),
  );
});
