import { getConnection } from "@/db/client";
import { forgetMessages } from "@/db/queries/sandbox-carrier";
import { inngest } from "@/inngest/client";
import { createNearClient, type NearClient } from "@/inngest/providers/sandbox/near-client";
import { carryDueEvents } from "@/inngest/sandbox/carry-due-events";
import { carrierEnv } from "@/inngest/sandbox/env";

const stepsInRun = 12;
const stepMs = 5_000;
const idleMs = 150;
const keepDays = 30;
const forgetAtOnce = 5_000;

let near: NearClient | undefined;

/**
 * The sandbox carrier at work: a run fills its minute with passes over what is due, and the next minute's run takes
 * over. Passes of two runs never take the same event, so an overlap does no harm.
 */
export const runSandboxCarrier = inngest.createFunction(
  { id: "run-sandbox-carrier", triggers: [{ cron: "* * * * *" }, { event: "worker/started" }], retries: 0 },
  async ({ step }) => {
    const env = carrierEnv();
    if (!env) return;
    near ??= createNearClient(env);
    const deps = { sql: getConnection().sql, near, now: () => new Date() };
    for (let index = 0; index < stepsInRun; index++) {
      await step.run(`carry-${index}`, async () => {
        const end = Date.now() + stepMs;
        const result = { taken: 0, failures: 0 };
        while (Date.now() < end) {
          // A database that is away for a moment must not cost the rest of the minute: what was taken comes back.
          const count = await carryDueEvents(deps).catch(() => null);
          result.taken += count ?? 0;
          result.failures += count === null ? 1 : 0;
          if (!count) await new Promise((resolve) => setTimeout(resolve, idleMs));
        }
        return result;
      });
    }
    await step.run("forget", () =>
      forgetMessages(deps.sql, new Date(Date.now() - keepDays * 24 * 60 * 60 * 1000), forgetAtOnce),
    );
  },
);
