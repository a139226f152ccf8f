import { setTimeout } from "node:timers/promises";
import type { Database } from "@/db/client";
import { addToTally } from "@/db/queries/health";
import { inngest } from "@/inngest/client";
import { endOfTurn, keepPassing } from "@/inngest/keep-passing";
import { log } from "@/inngest/log";
import { applyReceipts } from "@/inngest/receiving/apply-receipts";
import { liveDeps } from "@/inngest/sending/live-deps";
import { withSpan } from "@/inngest/telemetry/with-span";

const stepsInRun = 12;
const stepMs = 5_000;
/** Between passes, unless much is waiting: a few large sets cost far less than many small ones. */
const pauseMs = 500;
const muchWaits = 1_000;

/**
 * Keeps applying what providers post. A run fills its minute with passes and the next minute's run takes over; passes
 * of two runs never take the same receipt, so an overlap does no harm. Short steps, so that a stop is quick.
 */
export const applyReceiptsFunction = inngest.createFunction(
  { id: "apply-receipts", triggers: [{ cron: "* * * * *" }, { event: "worker/started" }], retries: 0 },
  async ({ event, step }) => {
    for (let index = 0; index < stepsInRun; index++) {
      await step.run(`apply-${index}`, async () => {
        const deps = liveDeps();
        const result = await keepPassing(stepMs, {
          pass: () => withSpan("apply receipts", {}, () => applyReceipts(deps)),
          restMs: (done) => (done < muchWaits ? pauseMs : 0),
          failed: (err) => log.warn({ err }, "receipts could not be applied; they are tried again"),
          now: Date.now,
          until: endOfTurn(event),
          rest: setTimeout,
        });
        await tell(deps.db, result).catch((err: unknown) => log.warn({ err }, "what was applied was not counted"));
        return result;
      });
    }
  },
);

async function tell(db: Database, { done, failures }: { done: number; failures: number }): Promise<void> {
  await addToTally(db, "receipts_applied", done);
  await addToTally(db, "receipt_passes_failed", failures);
}
