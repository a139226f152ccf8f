import { inngest } from "@/inngest/client";
import { eventSchemas } from "@/inngest/events";
import { sendEvents } from "@/inngest/outbox";
import { callSenders } from "@/inngest/sending/call-senders";
import { launchCampaign } from "@/inngest/sending/launch-campaign";
import { liveDeps } from "@/inngest/sending/live-deps";

/** Takes the audience of a campaign into it; sending begins with the first of them. */
export const launchCampaignFunction = inngest.createFunction(
  {
    id: "launch-campaign",
    triggers: [{ event: "campaign/launch.requested" }],
    concurrency: { limit: 1, key: "event.data.campaignId" },
    retries: 10,
  },
  async ({ event, step }) => {
    const data = eventSchemas["campaign/launch.requested"].parse(event.data);
    const startSending = () => sendEvents(callSenders(data), new Date());
    const launched = await step.run("snapshot", () =>
      launchCampaign(liveDeps(), data.workspaceId, data.campaignId, startSending),
    );
    // Once more: if sending was faster than the snapshot, it has stopped, and the last ones wait for it.
    if (launched) await step.run("start-sending", startSending);
  },
);
