import { z } from "zod";
import { refuse } from "@/app/_server/refusal";
import { defineRoute } from "@/app/_server/route";
import { loadCampaign } from "@/db/queries/campaigns";
import { audienceCoverage } from "@/db/queries/variable-coverage";

/** So many people give percentages that are right to a point or two; the review counts everybody. */
const peopleMax = 2000;

/** Which values the people of a campaign's audience have, and examples, for the menu of variables. */
export const GET = defineRoute({
  name: "campaign.variables",
  capability: "read",
  params: z.object({ id: z.uuid() }),
  handler: async ({ params, actor, db }) => {
    const campaign = await loadCampaign(db, actor.workspaceId, params.id);
    if (campaign === null) return refuse("campaign_not_found", "This campaign does not exist in this workspace.");
    return audienceCoverage(db, actor.workspaceId, campaign.audience, peopleMax);
  },
});
