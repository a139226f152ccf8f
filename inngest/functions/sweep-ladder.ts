import { setTimeout } from "node:timers/promises";
import { inngest } from "@/inngest/client";
import { endOfTurn, keepPassing } from "@/inngest/keep-passing";
import { log } from "@/inngest/log";
import { type AppEvent, sendEvents } from "@/inngest/outbox";
import { callSenders } from "@/inngest/sending/call-senders";
import { liveDeps } from "@/inngest/sending/live-deps";
import { sweepLadder } from "@/inngest/sending/sweep-ladder";

const stepsInRun = 9;
const stepMs = 5_000;
const pauseMs = 2_000;
/** While waits are ending one after the other. */
const busyPauseMs = 250;

/**
 * Looks every two seconds for what time decides: waits that are over, launches that are due, work nobody does. The
 * steps fill a little less than a minute, so that one run is over when the next begins.
 */
export const sweepLadderFunction = inngest.createFunction(
  {
    id: "sweep-ladder",
    triggers: [{ cron: "* * * * *" }, { event: "worker/started" }],
    concurrency: { limit: 1 },
    retries: 0,
  },
  async ({ event, step }) => {
    for (let index = 0; index < stepsInRun; index += 1) {
      await step.run(`sweep-${index}`, () =>
        keepPassing(stepMs, {
          pass: sweepOnce,
          restMs: (looked) => (looked > 0 ? busyPauseMs : pauseMs),
          failed: (err) => log.warn({ err }, "a look at the ladders failed; the next follows"),
          now: Date.now,
          until: endOfTurn(event),
          rest: setTimeout,
        }),
      );
    }
  },
);

/** Answers how many people it looked at. */
async function sweepOnce(): Promise<number> {
  const { toLaunch, withWork, looked, calledBack } = await sweepLadder(liveDeps());
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
    ...withWork.flatMap(({ id, workspaceId }) => callSenders({ workspaceId, campaignId: id }, String(slot))),
    ...(calledBack > 0 ? [{ name: "deliveries/overtaken" as const, data: {} }] : []),
  ];
  if (events.length > 0) await sendEvents(events, now);
  return looked;
}
