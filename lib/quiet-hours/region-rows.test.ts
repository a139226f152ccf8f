import { expect, test } from "vitest";
import { budgetsFormSchema, capsFormSchema, regionFormSchema } from "@/lib/limits/forms";
import { hoursWords } from "@/lib/quiet-hours/hours-words";
import { regionRows, regionsToAdd } from "@/lib/quiet-hours/region-rows";
import type { RegionHours } from "@/lib/quiet-hours/schema";

const hours = (from: number, to: number) => ({ fromMinute: from * 60, toMinute: to * 60 });
const nine: RegionHours = { isOn: true, weekdays: hours(9, 20), saturday: hours(9, 20), sunday: hours(9, 20) };

test("lists everybody else first, then the US with its states, then what the workspace added", () => {
  const rows = regionRows({ regions: { DE: nine, "US-TX": nine } });
  const names = rows.map(({ name }) => name);
  expect(names.slice(0, 3)).toEqual(["Everybody else", "United States, all other states", "Alabama"]);
  expect(names.at(-1)).toBe("Germany");
  expect(rows.find(({ region }) => region === "US-TX")).toMatchObject({ isOwn: true, isShipped: true });
  expect(rows.find(({ region }) => region === "DE")).toMatchObject({ isOwn: true, isShipped: false });
  const others = regionsToAdd({ regions: { DE: nine } }).map(({ region }) => region);
  expect(others).toContain("US-NY");
  expect(others).not.toContain("US-TX");
  expect(others).not.toContain("DE");
});

test("says the hours of a week as briefly as they are", () => {
  expect(hoursWords(nine)).toBe("every day 9:00–20:00");
  expect(hoursWords({ ...nine, sunday: null })).toBe("Monday to Saturday 9:00–20:00, Sunday none");
  expect(hoursWords({ ...nine, saturday: hours(10, 17), sunday: hours(10, 17) })).toBe(
    "Monday to Friday 9:00–20:00, Saturday and Sunday 10:00–17:00",
  );
  expect(hoursWords({ ...nine, isOn: false })).toBe("at any hour");
});

test("the page's forms refuse unknown regions, ends before beginnings, and numbers that mean nothing, in a sentence", () => {
  expect(regionFormSchema.safeParse({ region: "US-TX", hours: null }).success).toBe(true);
  const wrong = [
    regionFormSchema.safeParse({ region: "US-ZZ", hours: nine }),
    regionFormSchema.safeParse({ region: "DE", hours: { ...nine, sunday: hours(20, 9) } }),
    capsFormSchema.safeParse({
      ...{ isSubjectCapOn: true, uncappedTopics: [] },
      caps: [{ channel: null, messagesMax: Number.NaN, days: 1 }],
    }),
    budgetsFormSchema.safeParse({ monthBudgetMicros: -1, personMonthBudgetMicros: null, personMonthMessagesMax: null }),
  ];
  for (const { error } of wrong) expect(error?.issues.map(({ message }) => message).join()).toMatch(/^[A-Z].*\.$/);
});
