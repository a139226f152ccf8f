import fc from "fast-check";
import { expect, test } from "vitest";
import { type CampaignRules, campaignRulesSchema } from "@/lib/campaign/rules";
import { readRulesForm, rulesFormOf } from "@/lib/campaign/rules-form";

const rules = campaignRulesSchema.parse({});

test("what is shown reads back as what was saved", () => {
  const counts = fc.option(fc.integer({ min: 1, max: 2_160 }));
  const saved = fc.record({
    valuePerEngagementMicros: fc.integer({ min: 0, max: 999_999_999_999 }),
    isTimeCritical: fc.boolean(),
    explorePercent: fc.integer({ min: 0, max: 2_000 }).map((hundredths) => hundredths / 100),
    priority: fc.integer({ min: 1, max: 5 }),
    budgetMicros: fc.option(fc.integer({ min: 0, max: 999_999_999_999 })),
    ratePerMinute: counts,
    expiresAfterHours: counts,
    respectsQuietHours: fc.boolean(),
  });
  fc.assert(
    fc.property(saved, (one: CampaignRules) => {
      expect(readRulesForm(rulesFormOf(one), one)).toEqual(one);
    }),
  );
});

test("shows money with two decimals and more where there are more, and empty fields mean no limit", () => {
  const shown = rulesFormOf({ ...rules, budgetMicros: 250_000_000, valuePerEngagementMicros: 41_200 });
  expect(shown).toMatchObject({ budget: "250.00", valuePerEngagement: "0.0412", expiresAfterHours: "", priority: "3" });
  expect(readRulesForm({ ...shown, budget: " " }, rules)).toMatchObject({ budgetMicros: null, ratePerMinute: null });
});

test("says which field cannot be read and what to write", () => {
  const form = rulesFormOf(rules);
  const refused = (part: Partial<typeof form>) => readRulesForm({ ...form, ...part }, rules);
  expect(refused({ budget: "lots" })).toMatchObject({
    field: "budgetMicros",
    message: expect.stringContaining("250.00"),
  });
  expect(refused({ valuePerEngagement: "" })).toMatchObject({ field: "valuePerEngagementMicros" });
  for (const wrong of ["0", "1.5", "two", "-3"]) {
    expect(refused({ expiresAfterHours: wrong })).toMatchObject({ field: "expiresAfterHours" });
    expect(refused({ ratePerMinute: wrong })).toMatchObject({ field: "ratePerMinute" });
  }
  for (const wrong of ["", "21", "-1", "1e1", "some", "2 3"]) {
    expect(refused({ explorePercent: wrong })).toMatchObject({
      ...{ field: "explorePercent", message: expect.stringContaining("from 0 to 20") },
    });
  }
});

test.each([
  ["0", 0],
  ["20", 20],
  [" 0.5 ", 0.5],
  ["0,5 %", 0.5],
  ["2%", 2],
])("a share of %j is %d percent", (typed, explorePercent) => {
  expect(readRulesForm({ ...rulesFormOf(rules), explorePercent: typed }, rules)).toMatchObject({ explorePercent });
});
