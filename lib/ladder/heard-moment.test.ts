import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { heardMoment, heardWithinSeconds, usualLateSeconds } from "./heard-moment";

const now = new Date("2026-03-01T12:00:00Z");
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const waitingSince = (oldestWaitingAt: Date | null) => heardMoment(now, { oldestWaitingAt, lateSeconds: 0 });
const late = (lateSeconds: number) => heardMoment(now, { oldestWaitingAt: null, lateSeconds });

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

test("nothing is known of the time that the provider is late to tell of", () => {
  expect(late(12)).toEqual(later(-12));
  expect(late(heardWithinSeconds)).toEqual(later(-heardWithinSeconds));
});

test("a provider that is as late as usual makes nobody wait", () => {
  expect(late(usualLateSeconds)).toEqual(now);
  expect(late(usualLateSeconds + 0.1)).toEqual(later(-usualLateSeconds - 0.1));
});

test("a report that waits tells of what happened as long before it came as the provider is late", () => {
  expect(heardMoment(now, { oldestWaitingAt: later(-120), lateSeconds: 20 })).toEqual(later(-140));
  expect(heardMoment(now, { oldestWaitingAt: later(60), lateSeconds: 20 })).toEqual(later(-20));
  expect(heardMoment(now, { oldestWaitingAt: later(-590), lateSeconds: 20 })).toEqual(later(-heardWithinSeconds));
});

describe("whatever waits and however late the provider is, it", () => {
  const seconds = fc.integer({ min: -5000, max: 5000 });
  const lateness = fc.oneof(fc.double({ min: -100, max: 5000 }), fc.constantFrom(Number.NaN, Infinity, -Infinity));
  const unheard = fc.record({
    oldestWaitingAt: fc.option(seconds.map(later)),
    lateSeconds: lateness,
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

  it("moves back when more waits or the provider is later, and on with the clock", () => {
    const more = fc.nat({ max: 2000 });
    fc.assert(
      fc.property(
        seconds,
        fc.double({ min: 0, max: 1000, noNaN: true }),
        more,
        more,
        (age, lateSeconds, older, slower) => {
          const heard = heardMoment(now, { oldestWaitingAt: later(-age), lateSeconds });
          const nothingWaits = heardMoment(now, { oldestWaitingAt: null, lateSeconds });
          expect(heard.getTime()).toBeLessThanOrEqual(nothingWaits.getTime());
          const worse = { oldestWaitingAt: later(-age - older), lateSeconds: lateSeconds + slower };
          expect(heardMoment(now, worse).getTime()).toBeLessThanOrEqual(heard.getTime());
          const then = heardMoment(later(older), { oldestWaitingAt: later(-age), lateSeconds });
          expect(then.getTime()).toBeGreaterThanOrEqual(heard.getTime());
        },
      ),
    );
  });
});
