import { expect, test } from "vitest";
import { readRange } from "./read-range";

test.each([
  ["bytes=0-", { start: 0, end: 1999 }],
  ["bytes=0-0", { start: 0, end: 0 }],
  ["bytes=500-999", { start: 500, end: 999 }],
  ["bytes=1500-9999", { start: 1500, end: 1999 }],
  ["bytes=-500", { start: 1500, end: 1999 }],
  ["bytes=-5000", { start: 0, end: 1999 }],
  ["bytes=2000-", "unsatisfiable"],
  ["bytes=-0", "unsatisfiable"],
  ["bytes=9-3", null],
  ["bytes=0-1,5-6", null],
  ["bytes=-", null],
  ["items=0-1", null],
  [null, null],
])("%s of 2,000 bytes", (header, expected) => {
  expect(readRange(header, 2000)).toEqual(expected);
});
