import { inngest } from "@/inngest/client";
import { eventSchemas } from "@/inngest/events";
import { sendEvents } from "@/inngest/outbox";
import { callSenders } from "@/inngest/sending/call-senders";
import { launchCampaign } from "@/inngest/sending/launch-campaign";
import { liveDeps } from "@/inngest/sending/live-deps";

/** Freezes the audience of a campaign and opens it for sending. */
export const launchCampaignFunction = inngest.createFunction(
  {
    id: "launch-campaign",
    triggers: [{ event: "campaign/launch.requested" }],
    concurrency: { limit: 1, key: "event.data.campaignId" },
    retries: 10,
  },
  async ({ event, step }) => {
    const data = eventSchemas["campaign/launch.requested"].parse(event.data);
    const launched = await step.run("snapshot", () => launchCampaign(liveDeps(), data.workspaceId, data.campaignId));
    if (!launched) return;
    await step.run("start-sending", () => sendEvents(callSenders(data), new Date()));
  },
);
