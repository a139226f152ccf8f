import { getDatabase } from "@/db/client";
import { failEstimate } from "@/db/queries/cost-estimates";
import { inngest } from "@/inngest/client";
import { estimateCost } from "@/inngest/cost/estimate-cost";
import { eventSchemas } from "@/inngest/events";
import { log } from "@/inngest/log";
import { liveDeps } from "@/inngest/sending/live-deps";

/** Counts what a campaign is going to cost, one at a time: somebody waits for it, but sending goes first. */
export const estimateCostFunction = inngest.createFunction(
  { id: "estimate-cost", triggers: [{ event: "campaign/cost.requested" }], concurrency: { limit: 1 }, retries: 0 },
  async ({ event, step }) => {
    const { workspaceId, campaignId } = eventSchemas["campaign/cost.requested"].parse(event.data);
    await step.run("count", async () => {
      try {
        await estimateCost(liveDeps(), workspaceId, campaignId);
      } catch (error) {
        // The one who waits is told at once and may ask again.
        log.error({ err: error, campaignId }, "a campaign's cost could not be counted");
        await failEstimate(getDatabase(), workspaceId, campaignId);
      }
    });
  },
);
