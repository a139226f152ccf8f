import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { LimitsSection } from "@/components/campaign/limits-section";
import { campaignRulesSchema } from "@/lib/campaign/rules";
import { rulesFormOf } from "@/lib/campaign/rules-form";
import { choosesBestChannel } from "@/lib/ladder/chooses-best-channel";
import type { Rung } from "@/lib/ladder/schema";

function shown(rung: Pick<Rung, "channels" | "pick">): string {
  return renderToStaticMarkup(
    <LimitsSection
      form={rulesFormOf(campaignRulesSchema.parse({ explorePercent: 7.5 }))}
      onChange={() => undefined}
      currency="EUR"
      wrongField="explorePercent"
      choosesBest={choosesBestChannel(rung)}
      isReadOnly={false}
    />,
  );
}

test("asks whose channel is drawn by lot only where a step chooses among several, and marks the field that is wrong", () => {
  const best = shown({ channels: ["rcs", "sms"], pick: "best" });
  expect(best).toContain("Drawn by lot");
  expect(best).toMatch(/<input[^>]*aria-invalid="true"[^>]*value="7.5"/);
  expect(shown({ channels: ["rcs", "sms"], pick: "in_order" })).not.toContain("Drawn by lot");
  expect(shown({ channels: ["rcs", "sms"] })).not.toContain("Drawn by lot");
  expect(shown({ channels: ["rcs"], pick: "best" })).not.toContain("Drawn by lot");
});
