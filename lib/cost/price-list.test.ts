import { describe, expect, test } from "vitest";
import type { Price } from "@/lib/cost/price";
import { priceFormSchema } from "@/lib/cost/price-form";
import { priceRows } from "@/lib/cost/price-rows";
import { readPriceFile } from "@/lib/cost/read-price-file";

const given = {
  ...({ channel: "sms", billedAs: "segment", currency: "EUR" } as const),
  ...{ validFrom: "2026-06-01", commit: false },
};
const read = (text: string) => readPriceFile({ ...given, text });

describe("a provider's price list", () => {
  test("is read by its headings, with countries by code or name and commas as points", () => {
    expect(read("Country;Price;Currency\nGermany;0,0728;EUR\nus;0.0079;usd\nAll;0.05;\n")).toEqual({
      prices: [
        expect.objectContaining({ country: "DE", micros: 72_800, currency: "EUR", validFrom: "2026-06-01" }),
        expect.objectContaining({ country: "US", micros: 7_900, currency: "USD" }),
        expect.objectContaining({ country: "*", micros: 50_000, currency: "EUR" }),
      ],
      mergedCount: 0,
      refused: [],
    });
  });

  test("with a row per network keeps the dearest of each country, and says how many it put together", () => {
    const file = 'Country code,Network,Price\nDE,"Telekom, Bonn",0.07\nDE,Other,0.09\nDE,Third,0.08\n';
    expect(read(file)).toMatchObject({ prices: [{ country: "DE", micros: 90_000 }], mergedCount: 2 });
  });

  test("leaves out what it cannot read, and says where and why", () => {
    const file = "country,price\nAtlantis,0.05\nDE,free\nFR,0.00000001\nIT,200\nES,0.05\n";
    const result = read(file);
    if (typeof result === "string") throw new Error(result);
    expect(result.prices.map(({ country }) => country)).toEqual(["ES"]);
    expect(result.refused.map(({ line }) => line)).toEqual([2, 3, 4, 5]);
  });

  test("that is none is refused with a sentence", () => {
    for (const text of ["hello", "a,b\n1,2", '"never closed', `country,price\n${"DE,1\n".repeat(6000)}`]) {
      expect(typeof read(text)).toBe("string");
    }
    expect(read('country,price\n"=cmd()",0.1\n')).toMatchObject({ prices: [], refused: [{ line: 2 }] });
  });
});

test("a typed price says which field is wrong", () => {
  const form = { replaces: null, ...given, country: "DE", amount: "0,0412" };
  expect(priceFormSchema.parse(form).price).toMatchObject({ micros: 41_200, country: "DE" });
  const wrongs = { amount: "much", country: "Germany", billedAs: "parcel", currency: "€", validFrom: "2026-02-31" };
  for (const [field, value] of Object.entries(wrongs)) {
    const parsed = priceFormSchema.safeParse({ ...form, [field]: value });
    expect({ field, at: parsed.error?.issues[0]?.path }).toEqual({ field, at: [field] });
  }
});

test("rows show what counts today, what comes and what was, and where a price is missing", () => {
  const price = (validFrom: string, country = "*"): Price => ({
    ...({ channel: "sms", billedAs: "segment", currency: "EUR", micros: 1, source: "typed" } as const),
    ...{ id: validFrom, country, validFrom },
  });
  const rows = priceRows(
    [price("2026-01-01"), price("2026-07-01"), price("2026-03-01"), price("2026-08-01", "DE")],
    "2026-05-01",
  );
  const sms = rows.filter(({ channel }) => channel === "sms");
  expect(sms).toMatchObject([
    { country: "*", current: { id: "2026-03-01" }, future: [{ id: "2026-07-01" }], past: [{ id: "2026-01-01" }] },
    { country: "DE", current: null, future: [{ id: "2026-08-01" }], past: [] },
  ]);
  expect(rows.filter(({ channel }) => channel === "rcs").every(({ current }) => current === null)).toBe(true);
});
