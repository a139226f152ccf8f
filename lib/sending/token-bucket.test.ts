import fc from "fast-check";
import { expect, it } from "vitest";
import { type Bucket, fullBucket, holdBucket, returnTokens, takeTokens } from "@/lib/sending/token-bucket";

const start = new Date("2026-11-26T12:00:00Z");
const at = (ms: number) => new Date(start.getTime() + ms);

/** Asks again and again after pauses; answers when each token was granted. */
function run(perSecond: number, asks: readonly { pauseMs: number; wanted: number }[]): number[] {
  const rate = { perSecond };
  let bucket: Bucket = fullBucket(rate, start);
  let ms = 0;
  const granted: number[] = [];
  for (const { pauseMs, wanted } of asks) {
    ms += pauseMs;
    const taken = takeTokens(bucket, rate, wanted, at(ms));
    bucket = taken.bucket;
    for (let index = 0; index < taken.granted; index++) granted.push(ms);
  }
  return granted;
}

const ask = fc.record({ pauseMs: fc.integer({ min: 0, max: 700 }), wanted: fc.integer({ min: 1, max: 50 }) });

it("never grants more than the rate within any second, however it is asked", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 200 }), fc.array(ask, { maxLength: 200 }), (perSecond, asks) => {
      const granted = run(perSecond, asks);
      for (const [index, ms] of granted.entries()) {
        const within = granted.slice(index).filter((other) => other < ms + 1000).length;
        expect(within).toBeLessThanOrEqual(perSecond);
      }
    }),
  );
});

it("whoever waits as long as told gets nearly the whole rate", () => {
  const rate = { perSecond: 30 };
  let bucket = fullBucket(rate, start);
  let ms = 0;
  let sent = 0;
  while (ms < 60_000) {
    const taken = takeTokens(bucket, rate, 50, at(ms));
    bucket = taken.bucket;
    sent += taken.granted;
    ms += taken.waitMs;
  }
  expect(sent / 60).toBeGreaterThan(26);
  expect(sent / 60).toBeLessThanOrEqual(30);
});

it("a pause the provider asked for is kept, and the longest counts", () => {
  const rate = { perSecond: 30 };
  const held = holdBucket(holdBucket(fullBucket(rate, start), at(7_000)), at(2_000));
  expect(takeTokens(held, rate, 10, at(3_000))).toMatchObject({ granted: 0, waitMs: 4_000 });
  expect(takeTokens(held, rate, 10, at(7_000)).granted).toBe(1);
});

it("what was not used comes back, but never more than fits", () => {
  const rate = { perSecond: 100 };
  const { bucket } = takeTokens(fullBucket(rate, start), rate, 10, start);
  expect(takeTokens(returnTokens(bucket, rate, 4), rate, 50, start).granted).toBe(4);
  expect(takeTokens(returnTokens(bucket, rate, 4_000), rate, 50, start).granted).toBe(10);
});

it("a worker whose clock is behind adds nothing", () => {
  const rate = { perSecond: 100 };
  const { bucket } = takeTokens(fullBucket(rate, at(5_000)), rate, 10, at(5_000));
  expect(takeTokens(bucket, rate, 10, at(1_000)).granted).toBe(0);
});
