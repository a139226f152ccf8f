import { expect, it } from "vitest";
import { blockedUntil } from "@/lib/routing/blocked-until";
import { receiptCodesOf } from "@/lib/routing/failure-class";

const at = new Date("2026-03-01T12:00:00Z");
const hoursAfter = (until: Date | null) => until && (until.getTime() - at.getTime()) / 3_600_000;

it("a capped person is left alone for a day, then twice as long each time, and for a week at most", () => {
  expect([1, 2, 3, 4, 5, 50].map((inARow) => hoursAfter(blockedUntil("capped", at, inARow)))).toEqual([
    ...[24, 48, 96, 168, 168, 168],
  ]);
});

it("other pauses do not grow, and most failures ask for none", () => {
  expect(hoursAfter(blockedUntil("no_credit", at, 5))).toBe(4);
  expect(hoursAfter(blockedUntil("daily_limit", at, 5))).toBe(24);
  expect(blockedUntil("transient", at)).toBeNull();
});

it("names the codes that mean it", () => {
  expect(receiptCodesOf("capped")).toEqual(["1461", "131049"]);
});
