import { inngest } from "@/inngest/client";
import { liveDeps } from "@/inngest/sending/live-deps";
import { revokeOvertaken } from "@/inngest/sending/revoke-overtaken";

const secondsPerRun = 50;

/** Calls back messages that a next rung overtakes; once a minute also those that a crash left. */
export const revokeOvertakenFunction = inngest.createFunction(
  {
    id: "revoke-overtaken",
    triggers: [{ event: "deliveries/overtaken" }, { cron: "* * * * *" }],
    concurrency: { limit: 1 },
    retries: 1,
  },
  async ({ step }) => ({
    asked: await step.run("revoke", () => revokeOvertaken(liveDeps(), new Date(Date.now() + secondsPerRun * 1000))),
  }),
);
