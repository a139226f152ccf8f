import { setTimeout } from "node:timers/promises";
import { inngest } from "@/inngest/client";
import { endOfTurn, keepPassing } from "@/inngest/keep-passing";
import { log } from "@/inngest/log";
import { settleOpenings } from "@/inngest/openings/settle-openings";
import { liveDeps } from "@/inngest/sending/live-deps";

const stepsInRun = 12;
const stepMs = 5_000;
const pauseMs = 500;
const muchWaits = 1_000;

/** Keeps counting the links that were opened. Passes of two runs never take the same opening, so an overlap does no harm. */
export const settleOpeningsFunction = inngest.createFunction(
  { id: "settle-openings", triggers: [{ cron: "* * * * *" }, { event: "worker/started" }], retries: 0 },
  async ({ event, step }) => {
    for (let index = 0; index < stepsInRun; index++) {
      await step.run(`settle-${index}`, () => {
        const { db, now } = liveDeps();
        return keepPassing(stepMs, {
          pass: () => settleOpenings(db, now()),
          restMs: (done) => (done < muchWaits ? pauseMs : 0),
          failed: (err) => log.warn({ err }, "links that were opened could not be counted; they are tried again"),
          now: Date.now,
          until: endOfTurn(event),
          rest: setTimeout,
        });
      });
    }
  },
);
