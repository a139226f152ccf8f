import { z } from "zod";
import { refuse } from "@/app/_server/refusal";
import { defineRoute } from "@/app/_server/route";
import type { Actor } from "@/app/_server/session";
import type { Database } from "@/db/client";
import { type CampaignWithArms, loadCampaign } from "@/db/queries/campaigns";
import { findEstimate, requestEstimate } from "@/db/queries/cost-estimates";
import { costBasis } from "@/inngest/cost/cost-basis";
import { enqueueEvents } from "@/inngest/outbox";
import type { CostAnswer } from "@/lib/cost/cost-answer";

/** A count takes seconds, on a busy machine a minute; one that is not done by then was lost, or its worker is down. */
const countingSecondsMax = 5 * 60;

const params = z.object({ id: z.uuid() });

/** What is known about the cost of a campaign, and whether it still holds. */
export const GET = defineRoute({
  name: "campaign.cost",
  capability: "read",
  params,
  handler: async ({ params: { id }, actor, db, now }) => answer(db, actor, await campaignOf(db, actor, id), now),
});

/** Has the cost counted (again) in the background; while that is under way, asking again changes nothing. */
export const POST = defineRoute({
  name: "campaign.count_cost",
  capability: "read",
  params,
  handler: async ({ params: { id }, actor, db, now }) => {
    const campaign = await campaignOf(db, actor, id);
    const { workspaceId } = actor;
    await db.transaction(async (tx) => {
      const unlessAfter = new Date(now.getTime() - countingSecondsMax * 1000);
      if (!(await requestEstimate(tx, { workspaceId, campaignId: id, unlessAfter, now }))) return;
      await enqueueEvents(tx, [{ name: "campaign/cost.requested", data: { workspaceId, campaignId: id } }], now);
    });
    return answer(db, actor, campaign, now);
  },
});

async function campaignOf(db: Database, actor: Actor, id: string): Promise<CampaignWithArms> {
  const campaign = await loadCampaign(db, actor.workspaceId, id);
  return campaign ?? refuse("campaign_not_found", "This campaign does not exist in this workspace.");
}

async function answer(db: Database, actor: Actor, campaign: CampaignWithArms, now: Date): Promise<CostAnswer> {
  const found = await findEstimate(db, actor.workspaceId, campaign.id);
  if (found === null) return { state: "unknown", isStale: false, result: null, countedAt: null };
  const { state, requestedAt, result, countedAt, basis } = found;
  const isLost = state === "counting" && now.getTime() - requestedAt.getTime() > countingSecondsMax * 1000;
  return {
    state: isLost ? "failed" : state,
    isStale: result !== null && basis !== (await costBasis(db, campaign, actor.workspace.settings)),
    result,
    countedAt: countedAt?.toISOString() ?? null,
  };
}
