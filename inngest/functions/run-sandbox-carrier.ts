import { setTimeout } from "node:timers/promises";
import { getConnection } from "@/db/client";
import { forgetMessages } from "@/db/queries/sandbox-carrier";
import { inngest } from "@/inngest/client";
import { endOfTurn, keepPassing } from "@/inngest/keep-passing";
import { log } from "@/inngest/log";
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
  async ({ event, step }) => {
    const env = carrierEnv();
    if (!env) return;
    near ??= createNearClient(env);
    const deps = { sql: getConnection().sql, near, now: () => new Date() };
    for (let index = 0; index < stepsInRun; index++) {
      await step.run(`carry-${index}`, () =>
        keepPassing(stepMs, {
          pass: () => carryDueEvents(deps),
          restMs: (taken) => (taken === 0 ? idleMs : 0),
          failed: (err) => log.warn({ err }, "the sandbox carrier missed a pass; what it took comes back"),
          now: Date.now,
          until: endOfTurn(event),
          rest: setTimeout,
        }),
      );
    }
    await step.run("forget", () =>
      forgetMessages(deps.sql, new Date(Date.now() - keepDays * 24 * 60 * 60 * 1000), forgetAtOnce),
    );
  },
);
