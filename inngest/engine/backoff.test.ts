import { expect, test } from "vitest";
import { retryAfterMs, retryDelayMs, unreachableDelayMs } from "./backoff";
import { parseDurationMs } from "./duration";
import { canonicalJson } from "./signature";

const NOW = new Date("2026-03-02T10:00:00Z");

test("retries wait 15 s, 30 s, 1 min ... 2 h, plus up to 30 s", () => {
  const seconds = Array.from({ length: 12 }, (_, attempt) => retryDelayMs(attempt, 0) / 1_000);
  expect(seconds).toEqual([15, 30, 60, 120, 300, 600, 1200, 2400, 3600, 7200, 7200, 7200]);
  expect(retryDelayMs(0, 0.999_999)).toBeLessThan(45_000);
  expect(retryDelayMs(0, 0.5)).toBe(30_000);
});

test.each([
  ["30", 30_000],
  ["0", 1_000],
  ["Mon, 02 Mar 2026 10:01:00 GMT", 60_000],
  ["2026-03-09T10:00:00Z", 86_400_000],
  ["soon", undefined],
  ["", undefined],
  [null, undefined],
])("Retry-After %s", (header, expected) => {
  expect(retryAfterMs(header, NOW)).toBe(expected);
});

test("a function that cannot be reached is called again within half a minute, for ever", () => {
  expect([0, 1, 2, 3, 4, 5, 100].map(unreachableDelayMs)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});

test.each([
  ["1w2d3h4m5s", 788_645_000],
  ["24h", 86_400_000],
  ["2026-01-01", undefined],
  ["", undefined],
])("duration %s", (text, expected) => {
  expect(parseDurationMs(text)).toBe(expected);
});

test("canonical JSON sorts by code unit, at every depth", () => {
  expect(canonicalJson({ b: [{ d: 1, c: "é\n" }], a: null, é: 1, "\u{1f600}": 2, z: undefined })).toBe(
    '{"a":null,"b":[{"c":"é\\n","d":1}],"é":1,"😀":2}',
  );
});
