import { inngest } from "@/inngest/client";
import { type AppEvent, sendEvents } from "@/inngest/outbox";
import { liveDeps } from "@/inngest/sending/live-deps";
import { sweepLadder } from "@/inngest/sending/sweep-ladder";

/** A little less than a minute of sweeps, so that one run is over when the next begins. */
const sweepsPerMinute = 27;

/** Looks every two seconds for what time decides: waits that are over, launches that are due, work nobody does. */
export const sweepLadderFunction = inngest.createFunction(
  { id: "sweep-ladder", triggers: [{ cron: "* * * * *" }], concurrency: { limit: 1 }, retries: 1 },
  async ({ step }) => {
    for (let sweep = 0; sweep < sweepsPerMinute; sweep += 1) {
      await step.run(`sweep-${sweep}`, sweepOnce);
      if (sweep < sweepsPerMinute - 1) await step.sleep(`pause-${sweep}`, "2s");
    }
  },
);

async function sweepOnce(): Promise<{ decided: number }> {
  const { toLaunch, withWork, decided } = await sweepLadder(liveDeps());
  const now = new Date();
  // Workers find the work by themselves once one runs: one wake-up per campaign in five seconds is plenty.
  const slot = Math.floor(now.getTime() / 5000);
  const events: AppEvent[] = [
    ...toLaunch.map(
      (campaign): AppEvent => ({
        name: "campaign/launch.requested",
        data: { workspaceId: campaign.workspaceId, campaignId: campaign.id },
        id: `launch:${campaign.id}:${slot}`,
      }),
    ),
    ...withWork.map(
      (campaign): AppEvent => ({
        name: "campaign/deliveries.pending",
        data: { workspaceId: campaign.workspaceId, campaignId: campaign.id },
        id: `deliveries:${campaign.id}:${slot}`,
      }),
    ),
  ];
  if (events.length > 0) await sendEvents(events, now);
  return { decided };
}
