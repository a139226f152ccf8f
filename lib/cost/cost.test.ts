import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { channelIds } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import { examplePrices } from "@/lib/cost/default-prices";
import { moneyRangeText, moneyText, unitPriceText } from "@/lib/cost/money-text";
import { parseAmount } from "@/lib/cost/parse-amount";
import { type NewPrice, type PriceSource, priceSchema } from "@/lib/cost/price";
import { CostTally, type PossibleMessage } from "@/lib/cost/tally";
import { totalInterval } from "@/lib/cost/total-interval";
import { unitPrices } from "@/lib/cost/unit-price";
import { seededRandom } from "@/lib/sandbox/seeded-random";
import { wireChannel } from "@/lib/sandbox/wire-channels";

const price = (changes: Partial<NewPrice & { source: PriceSource }>) => ({
  ...({ channel: "sms", country: "*", billedAs: "segment", currency: "EUR" } as const),
  ...{ micros: 33_300, validFrom: "2026-01-01", source: "typed" as const },
  ...changes,
});

describe("prices", () => {
  test("count from their day on, and a later one changes nothing before its own", () => {
    const find = unitPrices([
      price({ micros: 30_000 }),
      price({ micros: 40_000, validFrom: "2026-06-01" }),
      price({ micros: 70_000, country: "DE", validFrom: "2026-03-01" }),
    ]);
    const on = (day: string, country: string | null = null) =>
      find({ channel: "sms", billedAs: "segment", country, day });
    expect(on("2025-12-31")).toEqual({ kind: "unpriced" });
    expect(on("2026-05-31")).toMatchObject({ micros: 30_000 });
    expect(on("2026-06-01")).toMatchObject({ micros: 40_000 });
    expect(on("2026-02-28", "DE")).toMatchObject({ micros: 30_000 });
    expect(on("2026-07-01", "DE")).toMatchObject({ micros: 70_000 });
    expect(on("2026-07-01", "FR")).toMatchObject({ micros: 40_000 });
  });

  test("are not invented: only what is free by nature costs nothing without one", () => {
    const find = unitPrices([]);
    for (const channel of channelIds) {
      for (const { key, isFree } of channels[channel].billing) {
        const found = find({ channel, billedAs: key, country: "US", day: "2026-01-01" });
        expect({ key, kind: found.kind }).toEqual({ key, kind: isFree ? "free" : "unpriced" });
      }
    }
  });

  test("of the example cover everything that is not free, and agree with the sandbox carrier's bill", () => {
    const examples = examplePrices("2026-01-01");
    expect(examples.every((each) => priceSchema.safeParse(each).success)).toBe(true);
    const priced = examples.map(({ channel, billedAs }) => `${channel} ${billedAs}`);
    const dear = channelIds.flatMap((channel) =>
      channels[channel].billing.filter(({ isFree }) => !isFree).map(({ key }) => `${channel} ${key}`),
    );
    expect(priced.sort()).toEqual(dear.sort());
    const eurOf = (channel: string) => (wireChannel(channel)?.usage?.eurPerUnit ?? 0) * 1_000_000;
    for (const [channel, billedAs] of [
      ["sms", "segment"],
      ["mms", "message"],
      ["whatsapp", "marketing"],
      ["messenger", "message"],
    ]) {
      const micros = examples.find((each) => each.channel === channel && each.billedAs === billedAs)?.micros;
      expect(micros).toBe(Math.round(eurOf(channel ?? "")));
    }
  });
});

describe("amounts", () => {
  test("are read without rounding", () => {
    expect(parseAmount("0.0412")).toBe(41_200);
    expect(parseAmount("€ 0,0412")).toBe(41_200);
    expect(parseAmount(".5")).toBe(500_000);
    expect(parseAmount("3")).toBe(3_000_000);
    expect(parseAmount("0.04120000000")).toBe(41_200);
    for (const wrong of ["", "-1", "1.2.3", "1,000.5", "0.0000001", "abc", ".", "1e3"]) {
      expect({ wrong, read: parseAmount(wrong) }).toEqual({ wrong, read: null });
    }
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), (micros) => {
        const text = `${Math.floor(micros / 1_000_000)}.${String(micros % 1_000_000).padStart(6, "0")}`;
        expect(parseAmount(text)).toBe(micros);
      }),
    );
  });

  test("are written as people read them", () => {
    expect(moneyText(412_360_000, "EUR")).toBe("412.36 EUR");
    expect(moneyText(41_236_400_000, "EUR")).toBe("41,236 EUR");
    expect(moneyText(9_100_000_000, "JPY")).toBe("9,100 JPY");
    expect(moneyRangeText(398_000_000, 431_500_000, "USD")).toBe("398.00–431.50 USD");
    expect(unitPriceText(41_200, "EUR")).toBe("0.0412 EUR");
    expect(unitPriceText(7_500_000, "USD")).toBe("7.50 USD");
  });
});

const sms = (units: number, rung = 0, micros = 33_300): PossibleMessage => ({
  ...({ rung, channel: "sms", country: "US", billedAs: "segment", units } as const),
  price: { kind: "priced", micros, currency: "EUR", isExample: false },
});

describe("the tally", () => {
  test("keeps the first message and the whole ladder apart, and never adds up two currencies", () => {
    const tally = new CostTally();
    tally.add([sms(1), sms(3, 1)]);
    tally.add([{ ...sms(2), price: { kind: "priced", micros: 10_000, currency: "USD", isExample: true } }]);
    tally.add("held_out");
    tally.add([]);
    tally.add([{ ...sms(1), country: "FR", price: { kind: "unpriced" } }]);
    const estimate = tally.estimate(5);
    expect(estimate).toMatchObject({
      ...{ audienceCount: 5, countedCount: 5, heldOutCount: 1, unreachedCount: 1, usesExamplePrices: true },
      first: [
        { currency: "EUR", micros: 33_300, lowMicros: 33_300, highMicros: 33_300 },
        { currency: "USD", micros: 20_000 },
      ],
      whole: [{ currency: "EUR", micros: 133_200 }, { currency: "USD" }],
      unpriced: [{ channel: "sms", billedAs: "segment", country: "FR", people: 1 }],
    });
    expect(estimate.lines[0]).toMatchObject({
      rung: 0,
      people: 3,
      units: 4,
      peopleByUnits: { one: 2, two: 1, more: 0 },
    });
    expect(estimate.lines[1]).toMatchObject({ rung: 1, people: 1, units: 3, peopleByUnits: { more: 1 } });
  });

  test("of everybody is exact, and money stays a whole number of micros", () => {
    const anyone = fc.array(fc.tuple(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 0, max: 100_000_000 })), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(fc.array(anyone, { maxLength: 30 }), fc.integer({ min: 0, max: 1_000_000 }), (people, more) => {
        const tally = new CostTally();
        for (const each of people) tally.add(each.map(([units, micros], rung) => sms(units, rung, micros)));
        const exact = people.flat().reduce((sum, [units, micros]) => sum + units * micros, 0);
        const counted = tally.estimate(people.length).whole[0];
        expect(counted?.micros ?? 0).toBe(exact);
        expect([counted?.lowMicros ?? 0, counted?.highMicros ?? 0]).toEqual([exact, exact]);
        for (const range of tally.estimate(people.length + more).whole) {
          for (const micros of [range.micros, range.lowMicros, range.highMicros]) {
            expect(Number.isSafeInteger(micros)).toBe(true);
          }
          expect(range.lowMicros).toBeGreaterThanOrEqual(exact);
          expect(range.highMicros).toBeGreaterThanOrEqual(range.micros);
        }
      }),
    );
  });
});

test("the range holds the true total about 95 times in a hundred", () => {
  // As skewed as real campaigns: most get one segment, few many, a third nothing.
  const random = seededRandom("a population");
  const population = Array.from({ length: 50_000 }, () => {
    const draw = random();
    if (draw < 0.33) return 0;
    return 33_300 * (draw < 0.85 ? 1 : draw < 0.97 ? 2 : draw < 0.995 ? 3 : 8);
  });
  const truth = population.reduce((sum, micros) => sum + micros, 0);
  const draws = 1000;
  let held = 0;
  for (let draw = 0; draw < draws; draw++) {
    const chance = seededRandom(`sample ${draw}`);
    const sample = population.filter(() => chance() < 0.04);
    const { lowMicros, highMicros } = totalInterval({
      counted: sample.length,
      population: population.length,
      sum: sample.reduce((sum, micros) => sum + micros, 0),
      sumOfSquares: sample.reduce((sum, micros) => sum + micros * micros, 0),
    });
    if (lowMicros <= truth && truth <= highMicros) held += 1;
  }
  // Three standard errors of a share of 0.95 in 1000 draws.
  expect(held / draws).toBeGreaterThan(0.929);
  expect(held / draws).toBeLessThan(0.971);
});
