import { getSetDatabase } from "@/db/client";
import { inngest } from "@/inngest/client";
import { inngestEnv } from "@/inngest/env";
import { eventSchemas } from "@/inngest/events";
import { log } from "@/inngest/log";
import { liveDeps } from "@/inngest/sending/live-deps";
import { sendDeliveries } from "@/inngest/sending/send-deliveries";
import { withSpan } from "@/inngest/telemetry/with-span";

const secondsPerStep = 30;

/**
 * Hands over what a campaign has to send. Each step works for a bounded time, so that a worker that stops for a new
 * version never has to wait long; what is left over is found by the next step or by the ladder sweep.
 */
export const sendDeliveriesFunction = inngest.createFunction(
  {
    id: "send-deliveries",
    triggers: [{ event: "campaign/deliveries.pending" }],
    concurrency: { limit: inngestEnv().sendingRuns, key: "event.data.campaignId" },
    retries: 5,
  },
  async ({ event, step }) => {
    const { workspaceId, campaignId } = eventSchemas["campaign/deliveries.pending"].parse(event.data);
    for (let round = 0; round < 500; round += 1) {
      const sent = await step.run(`send-${round}`, async () => {
        const startedMs = performance.now();
        const until = new Date(Date.now() + secondsPerStep * 1000);
        const about = { "cascade.workspace": workspaceId, "cascade.campaign": campaignId };
        const count = await withSpan("hand over messages", about, () =>
          sendDeliveries(liveDeps(getSetDatabase()), workspaceId, campaignId, until),
        );
        const ms = Math.round(performance.now() - startedMs);
        if (count > 0) log.info({ workspaceId, campaignId, count, ms }, "messages were handed over");
        return count;
      });
      if (sent === 0) break;
    }
  },
);
