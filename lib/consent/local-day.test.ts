import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayStart, localDay } from "@/lib/consent/local-day";

const zones = ["UTC", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "Europe/Berlin", "Pacific/Apia"];

describe("a local day", () => {
  it("begins at its own first moment, in every zone, over changes of the clock", () => {
    const moment = fc.date({ min: new Date("2024-01-01"), max: new Date("2030-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(moment, fc.constantFrom(...zones), (at, zone) => {
        const day = localDay(at, zone);
        const start = dayStart(day, zone);
        expect(start).not.toBeNull();
        if (start === null) return;
        expect(start.getTime()).toBeLessThanOrEqual(at.getTime());
        expect(localDay(start, zone)).toBe(day);
        expect(localDay(new Date(start.getTime() - 1), zone)).not.toBe(day);
      }),
    );
  });

  it("is none when the calendar has no such day", () => {
    for (const day of ["2026-02-30", "2026-13-01", "2026-1-1", "", "today"]) expect(dayStart(day, "UTC")).toBeNull();
    expect(dayStart("2026-03-08", "America/New_York")).toEqual(new Date("2026-03-08T05:00:00Z"));
    expect(dayStart("2026-03-09", "America/New_York")).toEqual(new Date("2026-03-09T04:00:00Z"));
    expect(dayStart("2026-03-09", "Atlantis/Nowhere")).toEqual(new Date("2026-03-09T00:00:00Z"));
  });
});
