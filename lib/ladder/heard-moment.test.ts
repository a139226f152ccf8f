import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { heardMoment, heardWithinSeconds, usualLateSeconds } from "./heard-moment";

const now = new Date("2026-03-01T12:00:00Z");
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const waitingSince = (oldestWaitingAt: Date | null) =>
  heardMoment(now, { oldestWaitingAt, lateSeconds: 0, waitSeconds: 10 });
const late = (lateSeconds: number, waitSeconds = 0) =>
  heardMoment(now, { oldestWaitingAt: null, lateSeconds, waitSeconds });

test("everything is heard up to now when nothing waits and nothing is late", () => {
  expect(waitingSince(null)).toEqual(now);
});

test("nothing is known after the oldest report that waits", () => {
  expect(waitingSince(later(-1))).toEqual(later(-1));
  expect(waitingSince(later(-heardWithinSeconds))).toEqual(later(-heardWithinSeconds));
});

test("one that waits for ever holds ladders back so long and no longer", () => {
  expect(waitingSince(later(-heardWithinSeconds - 1))).toEqual(later(-heardWithinSeconds));
  expect(waitingSince(new Date(0))).toEqual(later(-heardWithinSeconds));
});

test("one with a clock that is ahead does not end waits early", () => {
  expect(waitingSince(later(3600))).toEqual(now);
  expect(waitingSince(now)).toEqual(now);
});

test("nothing is known of the time in which reports of arriving queue behind those of others", () => {
  expect(late(12)).toEqual(later(-36));
  expect(late(heardWithinSeconds)).toEqual(later(-heardWithinSeconds));
});

test("a wait goes on by what it was too short for reports to come, and a long one by nothing", () => {
  expect(late(12, 10)).toEqual(later(-26));
  expect(late(12, 36)).toEqual(now);
  expect(late(12, 3600)).toEqual(now);
});

test("a provider that is as late as usual makes nobody wait", () => {
  expect(late(usualLateSeconds)).toEqual(now);
  expect(late(usualLateSeconds + 1)).toEqual(later(-3 * usualLateSeconds - 3));
});

test("a report that waits to be applied came as late as the others", () => {
  const heard = (waitingSinceSeconds: number) =>
    heardMoment(now, { oldestWaitingAt: later(waitingSinceSeconds), lateSeconds: 20, waitSeconds: 10 });
  expect(heard(-120)).toEqual(later(-170));
  expect(heard(60)).toEqual(later(-50));
  expect(heard(-590)).toEqual(later(-heardWithinSeconds));
});

describe("whatever waits and however late the provider is, it", () => {
  const seconds = fc.integer({ min: -5000, max: 5000 });
  const lateness = fc.oneof(fc.double({ min: -100, max: 5000 }), fc.constantFrom(Number.NaN, Infinity, -Infinity));
  const unheard = fc.record({
    oldestWaitingAt: fc.option(seconds.map(later)),
    lateSeconds: lateness,
    waitSeconds: fc.nat({ max: 5000 }),
  });

  it("is never after now, and never further back than is bearable", () => {
    fc.assert(
      fc.property(unheard, (each) => {
        const heard = heardMoment(now, each).getTime();
        expect(heard).toBeLessThanOrEqual(now.getTime());
        expect(heard).toBeGreaterThanOrEqual(later(-heardWithinSeconds).getTime());
      }),
    );
  });

  it("moves back when more waits or the provider is later, and on with the clock and for longer waits", () => {
    const more = fc.nat({ max: 2000 });
    const lateSecondsOf = fc.double({ min: 0, max: 1000, noNaN: true });
    fc.assert(
      fc.property(seconds, lateSecondsOf, more, more, more, (age, lateSeconds, waitSeconds, older, slower) => {
        const unheard = { oldestWaitingAt: later(-age), lateSeconds, waitSeconds };
        const heard = heardMoment(now, unheard).getTime();
        const expectLater = (than: Partial<typeof unheard>, at = now) =>
          expect(heardMoment(at, { ...unheard, ...than }).getTime()).toBeGreaterThanOrEqual(heard);
        expect(heardMoment(now, { ...unheard, oldestWaitingAt: null }).getTime()).toBeGreaterThanOrEqual(heard);
        expectLater({ waitSeconds: waitSeconds + older });
        expectLater({}, later(older));
        const worse = { ...unheard, oldestWaitingAt: later(-age - older), lateSeconds: lateSeconds + slower };
        expect(heardMoment(now, worse).getTime()).toBeLessThanOrEqual(heard);
      }),
    );
  });
});
