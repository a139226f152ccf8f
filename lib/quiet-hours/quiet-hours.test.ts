import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultHours } from "@/lib/quiet-hours/default-hours";
import { hoursOf } from "@/lib/quiet-hours/hours-of";
import { knownStates, type Place, placesOf, type Whereabouts } from "@/lib/quiet-hours/places-of";
import { type OwnHours, quietHoursSchema, type RegionHours, regionKeySchema } from "@/lib/quiet-hours/schema";
import { openAt, sendingWindow } from "@/lib/quiet-hours/sending-window";
import { sendingWindows } from "@/lib/quiet-hours/sending-windows";
import { canadianProvinces, usStates } from "@/lib/quiet-hours/us-states";

const shipped: OwnHours = { regions: {} };
const home = { country: "US", timeZone: "America/New_York" };
const nobody: Whereabouts = { country: null, timeZone: null, phone: null, attributes: {} };
const placed = (who: Partial<Whereabouts>) =>
  placesOf({ ...nobody, ...who }, home).map(({ country, state, timeZone }) => [state ?? country, timeZone].join(" "));
const windowOf = (who: Partial<Whereabouts>, at: string, quietHours = shipped) =>
  sendingWindow(placesOf({ ...nobody, ...who }, home), openAt(quietHours), new Date(at));

describe("where somebody may be", () => {
  test("their own time zone goes before what their number says, and its state still says which rules count", () => {
    expect(placed({ phone: "12145550100", timeZone: "America/Denver" })).toEqual(["TX America/Denver"]);
    expect(placed({ country: "DE", timeZone: "Europe/Berlin" })).toEqual(["DE Europe/Berlin"]);
    expect(placed({ country: "FR", timeZone: "Nowhere/Land" })).toEqual(["FR Europe/Paris"]);
  });

  test("an area code means its state, in one zone where it lies in one", () => {
    expect(placed({ phone: "12125550100" })).toEqual(["NY America/New_York"]);
    expect(placed({ phone: "13055550100" })).toEqual(["FL America/New_York"]);
    expect(placed({ phone: "18505550100" })).toEqual(["FL America/New_York", "FL America/Chicago"]);
    expect(placed({ phone: "19155550100" })).toEqual(["TX America/Chicago", "TX America/Denver"]);
    expect(placed({ phone: "16045550100" })).toEqual(["CA America/Vancouver", "CA America/Edmonton"]);
  });

  test("where the address and the area code differ, both count", () => {
    const attributes = { State: "rhode island" };
    expect(placed({ phone: "12145550100", attributes })).toEqual(["RI America/New_York", "TX America/Chicago"]);
    expect(placed({ attributes: { zip: "2801" }, country: "US" })).toEqual(["RI America/New_York"]);
    expect(placed({ attributes: { "Postal code": "73301-0001" }, phone: "33612345678" })).toEqual(["FR Europe/Paris"]);
    expect(knownStates({ ...nobody, phone: "14055550100", attributes: { state: "FL" } })).toEqual(["FL", "OK"]);
    expect(knownStates({ ...nobody, country: "DE", attributes: { zip: "33100" } })).toEqual([]);
  });

  test("an area code of one coast with the time of the other: anywhere in that zone", () => {
    const states = placesOf({ ...nobody, phone: "12125550100", timeZone: "America/Los_Angeles" }, home);
    expect(states.map(({ state }) => state)).toEqual(["NY", "CA", "ID", "NV", "OR", "WA"]);
  });

  test("of whom only the country is known may be anywhere in it, and an unknown one is at home", () => {
    expect(new Set(placed({ phone: "18005550100", country: "US" })).size).toBeGreaterThan(50);
    expect(placed({ country: "AU" }).length).toBeGreaterThan(5);
    expect(placed({ country: "XK" })).toEqual(["XK America/New_York"]);
    expect(placed({ country: "Germany" })).toEqual(["Germany America/New_York"]);
    expect(placed({})).toEqual(placed({ country: "US" }));
  });

  test("no area code and no ZIP prefix belongs to two states", () => {
    const areaCodes = [...Object.values(usStates), ...Object.values(canadianProvinces)].flatMap(
      (each) => each.areaCodes,
    );
    expect(areaCodes.filter((code, index) => areaCodes.indexOf(code) !== index)).toEqual([]);
    expect(areaCodes.every((code) => /^[2-9]\d\d$/.test(code))).toBe(true);
    const prefixes = Object.values(usStates).flatMap(({ zipPrefixes }) =>
      zipPrefixes.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, index) => from + index)),
    );
    expect(prefixes.filter((prefix, index) => prefixes.indexOf(prefix) !== index)).toEqual([]);
    expect(Object.keys(usStates)).toHaveLength(51);
  });
});

describe("the hours we ship", () => {
  test("are those of the state, else of the country, else of everybody else", () => {
    expect(hoursOf({ country: "US", state: "TX" }, shipped)).toBe(defaultHours["US-TX"]);
    expect(hoursOf({ country: "US", state: "NY" }, shipped)).toBe(defaultHours.US);
    expect(hoursOf({ country: "DE", state: null }, shipped)).toBe(defaultHours["*"]);
    const keys = Object.keys(defaultHours);
    expect(keys.filter((key) => !regionKeySchema.safeParse(key).success)).toEqual([]);
    expect(quietHoursSchema.safeParse({ regions: defaultHours }).success).toBe(true);
  });

  test("Texas on a Sunday opens at noon, and Rhode Island closes at 17:00", () => {
    // 2026-03-01 is a Sunday; Dallas is 6 hours behind UTC, Providence 5.
    expect(windowOf({ phone: "12145550100" }, "2026-03-01T17:59:00Z")).toEqual({
      ...{ isOpen: false, opensAt: new Date("2026-03-01T18:00:00Z"), closesAt: null },
    });
    expect(windowOf({ phone: "14015550100" }, "2026-03-01T18:00:00Z").closesAt).toEqual(
      new Date("2026-03-01T22:00:00Z"),
    );
    const both = { phone: "12145550100", attributes: { state: "RI" } };
    expect(windowOf(both, "2026-03-01T18:00:00Z")).toMatchObject({ closesAt: new Date("2026-03-01T22:00:00Z") });
    expect(windowOf(both, "2026-03-01T22:00:00Z")).toMatchObject({ opensAt: new Date("2026-03-02T15:00:00Z") });
  });

  test("somebody anywhere in the US is reached when all of it may be, at some time of every day", () => {
    for (const day of ["2026-01-04", "2026-01-05", "2026-07-04", "2026-07-05", "2026-07-06"]) {
      const { opensAt } = windowOf({ country: "US" }, `${day}T04:00:00Z`);
      expect(opensAt?.toISOString().slice(0, 10)).toBe(day);
    }
  });
});

describe("what a workspace changes", () => {
  const daily = (fromMinute: number, toMinute: number): RegionHours => {
    const hours = { fromMinute, toMinute };
    return { isOn: true, weekdays: hours, saturday: hours, sunday: hours };
  };

  test("goes before what we ship, and a region can be switched off", () => {
    const own: OwnHours = { regions: { "US-TX": daily(600, 660), DE: { ...daily(0, 1), isOn: false } } };
    expect(windowOf({ phone: "12145550100" }, "2026-03-02T15:00:00Z", own).opensAt).toEqual(
      new Date("2026-03-02T16:00:00Z"),
    );
    expect(windowOf({ country: "DE" }, "2026-03-02T03:00:00Z", own).isOpen).toBe(true);
  });

  test("days without messages are passed over, a day that ends at midnight goes on, and none at all never opens", () => {
    const hours = { fromMinute: 0, toMinute: 1440 };
    const rest = { isOn: true, weekdays: hours, saturday: hours, sunday: null };
    const quietly: OwnHours = { regions: { DE: rest } };
    const berlin = { country: "DE" };
    expect(windowOf(berlin, "2026-03-03T12:00:00Z", quietly).closesAt).toEqual(new Date("2026-03-07T23:00:00Z"));
    expect(windowOf(berlin, "2026-03-08T12:00:00Z", quietly).opensAt).toEqual(new Date("2026-03-08T23:00:00Z"));
    const never = { isOn: true, weekdays: null, saturday: null, sunday: null };
    expect(windowOf(berlin, "2026-03-03T12:00:00Z", { regions: { DE: never } })).toEqual({
      ...{ isOpen: false, opensAt: null, closesAt: null },
    });
    const always: OwnHours = { regions: { DE: daily(0, 1440) } };
    expect(windowOf(berlin, "2026-03-03T12:00:00Z", always)).toMatchObject({ isOpen: true, closesAt: null });
  });
});

const zones = [
  ...["UTC", "America/New_York", "America/St_Johns", "Asia/Kolkata", "Pacific/Auckland", "Europe/Berlin"],
  ...["Pacific/Apia", "Australia/Lord_Howe", "America/Adak", "America/Phoenix", "Asia/Kathmandu"],
];
const dayHours = fc.option(
  fc
    .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }))
    .map(([fromMinute, length]) => ({ fromMinute, toMinute: Math.min(1440, fromMinute + length) })),
  { freq: 5 },
);
const regionHours = fc.record({
  isOn: fc.boolean(),
  ...{ weekdays: dayHours, saturday: dayHours, sunday: dayHours },
});
const moments = fc
  .integer({ min: Date.UTC(2025, 0, 1) / 60_000, max: Date.UTC(2028, 0, 1) / 60_000 })
  .map((minutes) => new Date(minutes * 60_000));
/** Around the changes of clocks, where it goes wrong if it does. */
const changes = fc
  .tuple(
    fc.constantFrom("2026-03-08", "2026-11-01", "2026-03-29", "2026-10-25", "2026-04-05", "2026-09-27"),
    fc.integer({ min: -1_440, max: 2_880 }),
  )
  .map(([day, minutes]) => new Date(Date.parse(`${day}T00:00:00Z`) + minutes * 60_000));

/** The same question asked of one moment only, by what a wall clock shows there. */
function isOpenByClock(hours: RegionHours, timeZone: string, at: Date): boolean {
  if (!hours.isOn) return true;
  const shown = new Intl.DateTimeFormat("en-US", {
    ...{ timeZone, hourCycle: "h23", weekday: "short", hour: "numeric", minute: "numeric" },
  }).formatToParts(at);
  const part = (type: string) => shown.find((each) => each.type === type)?.value ?? "";
  const day = part("weekday") === "Sun" ? hours.sunday : part("weekday") === "Sat" ? hours.saturday : hours.weekdays;
  const minute = Number(part("hour")) * 60 + Number(part("minute"));
  return day !== null && day.fromMinute <= minute && minute < day.toMinute;
}

test("open is what the clock of every place shows, and the next change comes when it says and not before", () => {
  const places = fc.array(fc.tuple(fc.constantFrom("AA", "BB", "CC"), fc.constantFrom(...zones)), {
    ...{ minLength: 1, maxLength: 3 },
  });
  fc.assert(
    fc.property(
      places,
      fc.record({ AA: regionHours, BB: regionHours, CC: regionHours }),
      fc.oneof(moments, changes),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (where, regions, at, share) => {
        const quietHours: OwnHours = { regions };
        const candidates = where.map(([country, timeZone]): Place => ({ country, state: null, timeZone }));
        const isOpenAt = (moment: Date) =>
          where.every(([country, zone]) => isOpenByClock(regions[country as keyof typeof regions], zone, moment));
        const { isOpen, opensAt, closesAt } = sendingWindow(candidates, openAt(quietHours), at);
        expect(isOpen).toBe(isOpenAt(at));
        const next = isOpen ? closesAt : opensAt;
        if (next !== null) {
          expect(next.getTime()).toBeGreaterThan(at.getTime());
          expect(isOpenAt(next)).toBe(!isOpen);
        }
        const until = next ?? new Date(at.getTime() + 7 * 86_400_000);
        const between = new Date(at.getTime() + Math.floor((until.getTime() - 1 - at.getTime()) * share));
        expect(isOpenAt(between)).toBe(isOpen);
        expect(isOpenAt(new Date(until.getTime() - 1))).toBe(isOpen);
      },
    ),
    { numRuns: 1_000 },
  );
});

test("many are answered from few, and the answer never differs", () => {
  const ask = sendingWindows(shipped);
  const numbers = ["12125550100", "12145550100", "14015550100", "493012345678", "18005550100"];
  fc.assert(
    fc.property(fc.constantFrom(...numbers), fc.oneof(moments, changes), (phone, at) => {
      const places = placesOf({ ...nobody, phone }, home);
      expect(ask(places, at)).toEqual(sendingWindow(places, openAt(shipped), at));
    }),
    { numRuns: 300 },
  );
});
