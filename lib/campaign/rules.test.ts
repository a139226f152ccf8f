import { expect, test } from "vitest";
import { campaignRulesSchema } from "@/lib/campaign/rules";

test("a campaign older than the rules reads as the defaults, and one that knows some keeps them", () => {
  expect(campaignRulesSchema.parse({})).toEqual({
    ...{ valuePerEngagementMicros: 1_000_000, isTimeCritical: false, explorePercent: 2, priority: 3 },
    ...{ budgetMicros: null, ratePerMinute: null, expiresAfterHours: null, respectsQuietHours: true },
  });
  expect(campaignRulesSchema.parse({ priority: 5 })).toMatchObject({ priority: 5, explorePercent: 2 });
});

test("refuses what no campaign can mean", () => {
  for (const wrong of [{ priority: 0 }, { priority: 6 }, { explorePercent: 21 }, { budgetMicros: -1 }]) {
    expect(campaignRulesSchema.safeParse(wrong).success).toBe(false);
  }
  expect(campaignRulesSchema.safeParse({ ratePerMinute: 0, expiresAfterHours: 0 }).error?.issues).toHaveLength(2);
});
