import fc from "fast-check";
import { expect, test } from "vitest";
import { localDay } from "@/lib/consent/local-day";
import { dayClock } from "@/lib/cost/day-clock";

test("the day of a moment is the one the calendar says, however many are asked", () => {
  for (const timeZone of ["America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"]) {
    const dayOf = dayClock(timeZone);
    const anyMoment = fc.date({ min: new Date("2026-01-01"), max: new Date("2027-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(anyMoment, (at) => {
        expect(dayOf(at)).toBe(localDay(at, timeZone));
      }),
    );
  }
});
