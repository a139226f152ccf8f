import { expect, test } from "vitest";
import { quietProblems } from "@/lib/campaign/quiet-problems";

const person = (timeZone: string) => ({ country: "DE", timeZone, phone: null, attributes: {} });
/** 13:00 in Berlin, 7:00 in New York, 21:00 in Tokyo. */
const facts = {
  people: [person("Europe/Berlin"), person("America/New_York"), person("Asia/Tokyo")],
  ...{ audienceCount: 3, quietHours: { isOn: true, inSandbox: false, regions: {} } },
  rules: { respectsQuietHours: true, expiresAfterHours: null },
  carrier: "vonage" as const,
  home: { country: "US", timeZone: "America/New_York" },
  startsAt: new Date("2026-03-02T12:00:00Z"),
};
const said = (
  part: Partial<typeof facts> | { rules: { respectsQuietHours: boolean; expiresAfterHours: number | null } },
) => quietProblems({ ...facts, ...part }).map(({ text }) => text);

test("says how many get it later, and how many not at all because the campaign is over by then", () => {
  expect(said({})).toEqual(["Quiet hours: 2 people get it later, when messages may arrive where they are."]);
  expect(said({ rules: { respectsQuietHours: true, expiresAfterHours: 4 } })).toEqual([
    "Quiet hours: 1 person gets it later, when messages may arrive where they are.",
    "Quiet hours: 1 person gets nothing, since the campaign is over before it is day where they are.",
  ]);
});

test("says about how many when only some were looked at", () => {
  expect(said({ audienceCount: 3_000_000 })[0]).toContain("about 2,000,000 people");
});

test("says nothing where nobody waits, or the campaign does not heed quiet hours", () => {
  expect(said({ people: facts.people.slice(0, 1) })).toEqual([]);
  expect(said({ rules: { respectsQuietHours: false, expiresAfterHours: null } })).toEqual([]);
  expect(said({ quietHours: { ...facts.quietHours, isOn: false } })).toEqual([]);
  expect(said({ people: [] })).toEqual([]);
  expect(quietProblems({ ...facts, carrier: "sandbox" })).toEqual([]);
});
