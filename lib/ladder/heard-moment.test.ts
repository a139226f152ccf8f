import { expect, test } from "vitest";
import { heardMoment, heardWithinSeconds } from "./heard-moment";

const now = new Date("2026-03-01T12:00:00Z");
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

test("everything is heard up to now when nothing waits", () => {
  expect(heardMoment(now, null)).toEqual(now);
});

test("nothing is known after the oldest report that waits", () => {
  expect(heardMoment(now, later(-1))).toEqual(later(-1));
  expect(heardMoment(now, later(-heardWithinSeconds))).toEqual(later(-heardWithinSeconds));
});

test("one that waits for ever holds ladders back so long and no longer", () => {
  expect(heardMoment(now, later(-heardWithinSeconds - 1))).toEqual(later(-heardWithinSeconds));
  expect(heardMoment(now, new Date(0))).toEqual(later(-heardWithinSeconds));
});

test("one with a clock that is ahead does not end waits early", () => {
  expect(heardMoment(now, later(3600))).toEqual(now);
  expect(heardMoment(now, now)).toEqual(now);
});
