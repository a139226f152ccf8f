import { getDatabase } from "@/db/client";
import { workspacesToLearn } from "@/db/queries/routing";
import { inngest } from "@/inngest/client";
import { eventSchemas } from "@/inngest/events";
import { learnRouting } from "@/inngest/sending/learn-routing";

/** Every night, after a night that was slept through, and when somebody asks: what people did with their messages becomes what routing knows. */
export const learnRoutingFunction = inngest.createFunction(
  {
    id: "learn-routing",
    triggers: [{ cron: "20 3 * * *" }, { event: "worker/started" }, { event: "routing/learning.requested" }],
    concurrency: { limit: 1 },
    retries: 2,
  },
  async ({ event, step }) => {
    const asked = eventSchemas["routing/learning.requested"].safeParse(event.data);
    const workspaceIds = asked.success
      ? [asked.data.workspaceId]
      : await step.run("find", () => workspacesToLearn(getDatabase(), new Date()));
    for (const workspaceId of workspaceIds) {
      await step.run(`learn-${workspaceId}`, () => learnRouting(getDatabase(), workspaceId, new Date()));
    }
  },
);
