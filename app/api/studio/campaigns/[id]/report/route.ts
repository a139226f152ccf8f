import { z } from "zod";
import { refuse } from "@/app/_server/refusal";
import { defineRoute } from "@/app/_server/route";
import { loadCampaign } from "@/db/queries/campaigns";
import { reportSnapshot } from "@/db/queries/report-snapshot";
import { rsvpQuestions } from "@/lib/campaign/rsvp-questions";

/** The numbers of a campaign at this moment; the report asks again while it is sending. */
export const GET = defineRoute({
  name: "campaign.report",
  capability: "read",
  params: z.object({ id: z.uuid() }),
  handler: async ({ params, actor, db, now }) => {
    const campaign = await loadCampaign(db, actor.workspaceId, params.id);
    if (campaign === null) return refuse("campaign_not_found", "This campaign does not exist in this workspace.");
    const questions = rsvpQuestions(campaign.arms.map(({ message }) => message));
    const report = await reportSnapshot(db, actor.workspaceId, params.id, questions, now);
    return { ...report, state: campaign.state, recipientCount: campaign.recipientCount };
  },
});
