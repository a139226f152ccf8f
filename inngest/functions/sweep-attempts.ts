import { getDatabase } from "@/db/client";
import { sweepAttempts } from "@/db/queries/rate-limit";
import { inngest } from "@/inngest/client";

/** Every quarter hour: who was counted for a rate limit whose window is over is forgotten. */
export const sweepAttemptsFunction = inngest.createFunction(
  { id: "sweep-attempts", triggers: [{ cron: "*/15 * * * *" }], concurrency: { limit: 1 }, retries: 0 },
  async ({ step }) => ({ removed: await step.run("sweep", () => sweepAttempts(getDatabase(), new Date())) }),
);
