import fc from "fast-check";
import { expect, it } from "vitest";
import { limitedSeconds } from "@/lib/sending/limited-seconds";
import {
  fullAllowance,
  returnUnits,
  type SenderAllowance,
  spendUnits,
  takeUnits,
  unitsAtOnceMax,
  usedUpUntil,
} from "@/lib/sending/sender-allowance";
import type { SenderLimit } from "@/lib/workspace/schema";

const start = new Date("2026-11-26T12:00:00Z");
const at = (ms: number) => new Date(start.getTime() + ms);
const limitOf = (unitsPerSecond: number | null, unitsPerDay: number | null = null): SenderLimit => ({
  unitsPerSecond,
  unitsPerDay,
});

/** Lets messages of given lengths leave as soon as each may; answers when each left. */
function leave(limit: SenderLimit, lengths: readonly number[], untilMs: number): { ms: number; units: number }[] {
  let allowance: SenderAllowance = fullAllowance(limit, start);
  const left: { ms: number; units: number }[] = [];
  let ms = 0;
  for (const units of lengths) {
    for (let isGone = false; !isGone; ) {
      if (ms > untilMs) return left;
      const taken = takeUnits(allowance, limit, units, units, at(ms));
      const spent = spendUnits(taken.bucket, limit, taken.granted, [units], at(ms));
      allowance = taken.granted > 0 ? spent.bucket : taken.bucket;
      isGone = taken.granted > 0 && spent.leaves[0] === true;
      const closedUntil = taken.usedUpUntil ?? (taken.granted > 0 ? spent.usedUpUntil : null);
      if (isGone) left.push({ ms, units });
      else ms = closedUntil === null ? ms + taken.waitMs : closedUntil.getTime() - start.getTime();
    }
  }
  return left;
}

const lengths = fc.array(fc.integer({ min: 1, max: 15 }), { minLength: 1, maxLength: 120 });
const rates = fc.oneof(fc.constantFrom(0.2, 1.25, 4, 40, 75), fc.integer({ min: 1, max: 200 }));

it("no window holds more than the bucket, what came back, and what one message is longer than the bucket", () => {
  fc.assert(
    fc.property(rates, lengths, (perSecond, messages) => {
      const limit = limitOf(perSecond);
      const left = leave(limit, messages, Number.POSITIVE_INFINITY);
      expect(left).toHaveLength(messages.length);
      for (const [first, { ms: from }] of left.entries()) {
        let sum = 0;
        for (const { ms, units } of left.slice(first)) {
          sum += units;
          const bucket = Math.max(1, perSecond / 10);
          const over = Math.max(0, units - unitsAtOnceMax(limit));
          expect(sum).toBeLessThanOrEqual(bucket + over + 0.9 * perSecond * ((ms - from) / 1000) + 1e-6);
        }
      }
    }),
  );
});

it("a minute of ordinary messages holds no more than sixty seconds' worth, and nearly as much", () => {
  for (const perSecond of [4, 40, 75]) {
    const left = leave(
      limitOf(perSecond),
      Array.from({ length: 6_000 }, (_, index) => 1 + (index % 3)),
      120_000,
    );
    const inMinute = (from: number) =>
      left.reduce((sum, { ms, units }) => sum + (ms >= from && ms < from + 60_000 ? units : 0), 0);
    for (const { ms } of left.filter((each, place) => each.ms < 60_000 && place % 20 === 0)) {
      expect(inMinute(ms)).toBeLessThanOrEqual(60 * perSecond);
    }
    expect(inMinute(30_000)).toBeGreaterThan(60 * perSecond * 0.8);
  }
});

it("a day ends at midnight Pacific time, and holds no more than its limit", () => {
  const limit = limitOf(null, 100);
  const left = leave(
    limit,
    Array.from({ length: 60 }, (_, index) => 1 + (index % 4)),
    5 * 86_400_000,
  );
  const midnight = Date.parse("2026-11-27T08:00:00Z") - start.getTime();
  const sum = (from: number, to: number) =>
    left.reduce((total, { ms, units }) => total + (ms >= from && ms < to ? units : 0), 0);
  expect(sum(0, midnight)).toBeGreaterThan(96);
  expect(sum(0, midnight)).toBeLessThanOrEqual(100);
  expect(sum(midnight, midnight + 86_400_000)).toBe(150 - sum(0, midnight));
});

it("the day on which the clocks change ends when it does", () => {
  const limit = limitOf(null, 100);
  for (const [noon, next] of [
    ["2026-11-01T20:00:00Z", "2026-11-02T08:00:00Z"],
    ["2026-03-08T20:00:00Z", "2026-03-09T07:00:00Z"],
  ] as const) {
    const now = new Date(noon);
    const { bucket } = spendUnits(fullAllowance(limit, now), limit, 100, [100], now);
    expect(usedUpUntil(bucket, limit, now)).toEqual(new Date(next));
    expect(usedUpUntil(bucket, limit, new Date(next))).toBeNull();
  }
});

it("a set that needs less than was taken gives the rest back, and the day counts what left", () => {
  const limit = limitOf(100, 100);
  const taken = takeUnits(fullAllowance(limit, start), limit, 10, 1, start);
  expect(taken.granted).toBe(10);
  const spent = spendUnits(taken.bucket, limit, 10, [3, 0, 3], start);
  expect(spent).toMatchObject({ leaves: [true, true, true], bucket: { tokens: 4, usedInDay: 6, day: "2026-11-26" } });
  expect(returnUnits(spent.bucket, limit, 50).tokens).toBe(10);
  const tomorrow = spendUnits(spent.bucket, limit, 3, [3], at(86_400_000));
  expect(tomorrow.bucket).toMatchObject({ usedInDay: 3, day: "2026-11-27" });
});

it("what is taken for messages that then do not fit leaves all of it to those that do", () => {
  const limit = limitOf(100);
  const full = fullAllowance(limit, start);
  const { bucket } = takeUnits(full, limit, 10, 1, start);
  const spent = spendUnits(bucket, limit, 10, [4, 7, 5, 2], start);
  expect(spent).toMatchObject({ leaves: [true, false, true, false], bucket: { tokens: 1 } });
  // The next asks for as many as the longest needs.
  expect(takeUnits(spent.bucket, limit, 50, 7, start)).toMatchObject({ granted: 0, waitMs: 67 });
});

it("a day with less left than the message at hand is over, for whoever asks next as well", () => {
  const limit = limitOf(null, 100);
  const full = fullAllowance(limit, start);
  const { bucket } = spendUnits(full, limit, 98, [98], start);
  expect(usedUpUntil(bucket, limit, start)).toBeNull();
  const refused = spendUnits(bucket, limit, 3, [3], start);
  expect(refused).toMatchObject({ leaves: [false], usedUpUntil: new Date("2026-11-27T08:00:00Z") });
  expect(usedUpUntil(refused.bucket, limit, start)).toEqual(refused.usedUpUntil);
});

it("tells how long a campaign takes at least", () => {
  expect(limitedSeconds(3600, limitOf(4))).toBeCloseTo(1000);
  expect(limitedSeconds(5000, limitOf(4, 2000))).toBeCloseTo(2 * 86_400 + 1000 / 3.6);
  expect(limitedSeconds(2000, limitOf(null, 2000))).toBeLessThan(1);
  expect(limitedSeconds(2001, limitOf(null, 2000))).toBeGreaterThan(86_399);
  expect(limitedSeconds(0, limitOf(4, 2000))).toBe(0);
});
