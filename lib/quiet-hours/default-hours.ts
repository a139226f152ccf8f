import type { DayHours, RegionHours } from "@/lib/quiet-hours/schema";

const hours = (from: number, to: number): DayHours => ({ fromMinute: from * 60, toMinute: to * 60 });
const daily = (from: number, to: number): RegionHours => ({
  ...{ isOn: true, weekdays: hours(from, to), saturday: hours(from, to), sunday: hours(from, to) },
});

/**
 * Hours in which messages may arrive, in the recipient's local time, as shipped; a workspace may change each. No legal
 * advice. US: 47 CFR 64.1200(c)(1), 8 to 21. Stricter states: Florida Statutes 501.616(6)(a) and the table of
 * usestello.com/compliance (April 2026); Texas Business and Commerce Code 302 with SB 140 (Sundays from 12). Everybody
 * else: 9 to 20, what is inside all of these on an ordinary day.
 */
export const defaultHours: Readonly<Record<string, RegionHours>> = {
  "*": daily(9, 20),
  US: daily(8, 21),
  "US-AL": daily(8, 20),
  "US-CA": daily(9, 21),
  "US-CT": daily(9, 20),
  "US-FL": daily(8, 20),
  "US-IL": daily(9, 21),
  "US-KY": daily(10, 21),
  "US-LA": daily(8, 20),
  "US-MA": daily(8, 20),
  "US-MD": daily(8, 20),
  "US-MI": daily(9, 21),
  "US-MN": daily(9, 21),
  "US-MS": daily(8, 20),
  "US-NJ": daily(8, 20),
  "US-OK": daily(8, 20),
  "US-RI": { isOn: true, weekdays: hours(9, 18), saturday: hours(10, 17), sunday: hours(10, 17) },
  "US-TX": { isOn: true, weekdays: hours(9, 21), saturday: hours(9, 21), sunday: hours(12, 21) },
  "US-WA": daily(8, 20),
};
