import { z } from "zod";
import { refuse } from "@/app/_server/refusal";
import { defineRoute } from "@/app/_server/route";
import { readReport } from "@/app/(studio)/campaigns/[id]/report/read-report";
import { loadCampaign } from "@/db/queries/campaigns";

/** The numbers of a campaign at this moment; the report asks again while it is sending. */
export const GET = defineRoute({
  name: "campaign.report",
  capability: "read",
  params: z.object({ id: z.uuid() }),
  handler: async ({ params, actor, db, now }) => {
    const campaign = await loadCampaign(db, actor.workspaceId, params.id);
    if (campaign === null) return refuse("campaign_not_found", "This campaign does not exist in this workspace.");
    return readReport(db, actor.workspaceId, campaign, now);
  },
});
