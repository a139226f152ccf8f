import { settleAbandoned } from "@/db/queries/deliveries";
import {
  advanceDueRecipients,
  campaignsWithDue,
  campaignsWithWork,
  type DueRecipient,
  finishCampaigns,
  type LadderDecision,
} from "@/db/queries/ladder";
import { dueCampaigns, startScheduled, unlaunchedCampaigns } from "@/db/queries/launch";
import { cancelLeftBehind } from "@/db/queries/left-behind";
import { endExpired } from "@/db/queries/limits";
import { receiptLagSeconds } from "@/db/queries/receipt-lag";
import { oldestUnheard } from "@/db/queries/waiting-receipts";
import type { SendingDeps } from "@/inngest/sending/deps";
import { channelIds } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import { heardMoment } from "@/lib/ladder/heard-moment";
import { nextStep } from "@/lib/ladder/next-step";
import { type Ladder, waitSecondsMax } from "@/lib/ladder/schema";
import { receiptFailure } from "@/lib/routing/failure-class";
import { retryAfterReceipt } from "@/lib/routing/retry-at";

const recipientsPerBatch = 2000;
/** So that those decided about are sent to while many more are still coming due. */
const batchesPerLook = 5;

/** How long the next rung waits for the message it replaces to be called back, or for the receipt that was faster. */
const callBackSeconds = 15;

interface CampaignRef {
  id: string;
  workspaceId: string;
}

export interface SweepResult {
  /** Campaigns that are to start and have not: scheduled ones whose moment came, and any that a crash cut off. */
  toLaunch: CampaignRef[];
  /** Campaigns with something to hand over. */
  withWork: CampaignRef[];
  /** People the ladder looked at. */
  looked: number;
  /** Messages to be called back before the next rung takes over. */
  calledBack: number;
}

/**
 * One look at everything that time decides: campaigns to launch, people whose wait is over, deliveries a dead worker
 * left behind, campaigns that are done. Safe to run at any moment, anywhere, any number of times.
 */
export async function sweepLadder(deps: SendingDeps): Promise<SweepResult> {
  await launchDue(deps);
  await endExpired(deps.db, deps.now());
  // Once for the whole look: it changes slowly.
  const lateSeconds = await receiptLagSeconds(deps.db, deps.now());
  await settleAbandoned(deps.db, {
    ...(await hear(deps, { lateSeconds, waitSeconds: deps.limits.graceSeconds })),
    graceSeconds: deps.limits.graceSeconds,
    channelsWithReceipts: channelIds.filter((channel) => channels[channel].hasDeliveryReceipts),
  });
  await cancelLeftBehind(deps.db);
  const advanced = await advanceAll(deps, lateSeconds);
  await finishCampaigns(deps.db, deps.now());
  return {
    ...advanced,
    toLaunch: await unlaunchedCampaigns(deps.db),
    withWork: await campaignsWithWork(deps.db, deps.now()),
  };
}

interface Moments {
  now: Date;
  heard: Date;
}

/** What silence proves is judged by what was heard, all else (expiry, leases, when to try again) by the clock. */
async function hear(deps: SendingDeps, wait: { lateSeconds: number; waitSeconds: number }): Promise<Moments> {
  // The clock first: what comes in while the table is read is not missed by that.
  const now = deps.now();
  return { now, heard: heardMoment(now, { oldestWaitingAt: await oldestUnheard(deps.db), ...wait }) };
}

async function launchDue(deps: SendingDeps): Promise<void> {
  for (const { id, workspaceId } of await dueCampaigns(deps.db, deps.now())) {
    await startScheduled(deps.db, workspaceId, id, deps.now());
  }
}

/**
 * Campaigns take turns, a set each: one with a million people due keeps no other waiting. Whose wait is over by the clock
 * alone is not even read, and so makes no look busy: each look asks anew how far things are heard.
 */
async function advanceAll(deps: SendingDeps, lateSeconds: number): Promise<{ looked: number; calledBack: number }> {
  const total = { looked: 0, calledBack: 0 };
  const { heard } = await hear(deps, { lateSeconds, waitSeconds: waitSecondsMax });
  let open = await campaignsWithDue(deps.db, heard);
  for (let batch = 0; batch < batchesPerLook && open.length > 0; batch += 1) {
    const busy: typeof open = [];
    for (const campaign of open) {
      // By the shortest of its waits: whom to look at is asked for all steps at once.
      const waitSeconds = Math.min(...campaign.ladder.rungs.map((rung) => rung.waitSeconds));
      const moments = await hear(deps, { lateSeconds, waitSeconds });
      const { looked, calledBack } = await advanceDueRecipients(
        deps.db,
        campaign,
        { limit: recipientsPerBatch, ...moments },
        (person) => decide(campaign.ladder, person, moments),
      );
      total.looked += looked;
      total.calledBack += calledBack;
      if (looked >= recipientsPerBatch) busy.push(campaign);
    }
    open = busy;
  }
  return total;
}

function decide(ladder: Ladder, due: DueRecipient, { now, heard }: Moments): LadderDecision {
  const { contactId, rung, message } = due;
  const step = nextStep(ladder, rung, due.evidence, heard, againAt(ladder, due));
  const kept = { kind: "kept" } as const;
  switch (step.kind) {
    case "succeeded":
      return {
        change: { contactId, state: "succeeded", rung, reason: step.reason, nextActionAt: null },
        message: kept,
      };
    case "send": {
      const isLive = message?.state === "accepted" && channels[message.channel].canRevoke;
      const until = isLive ? new Date(now.getTime() + callBackSeconds * 1000) : null;
      return {
        change: { contactId, state: "pending", rung: step.rung, reason: step.because, nextActionAt: until },
        message: isLive ? { kind: "called_back" } : kept,
      };
    }
    case "again":
      return {
        change: { contactId, state: "active", rung, reason: null, nextActionAt: waitAfter(ladder, rung, step.at) },
        message: { kind: "again", at: step.at },
      };
    case "wait":
      return { change: { contactId, state: "active", rung, reason: null, nextActionAt: step.until }, message: kept };
    case "wait_for_answer":
      return {
        change: { contactId, state: "active", rung, reason: null, nextActionAt: waitAfter(ladder, rung, now) },
        message: kept,
      };
    case "exhausted":
      return {
        change: { contactId, state: "exhausted", rung, reason: step.because, nextActionAt: null },
        message: kept,
      };
  }
}

/** When the wait of a rung can be over at the earliest, when its message is not accepted before a moment. */
function waitAfter(ladder: Ladder, rung: number, from: Date): Date {
  return new Date(from.getTime() + (ladder.rungs[rung]?.waitSeconds ?? 0) * 1000);
}

/**
 * When a message that the provider took and then failed is tried again; null when another try cannot mend it, or when
 * by then the rung's patience, counted from the making of the message, or the time for sending (quiet hours) is over.
 */
function againAt(ladder: Ladder, { rung, message, evidence: { acceptedAt, failedAt } }: DueRecipient): Date | null {
  const waitSeconds = ladder.rungs[rung]?.waitSeconds;
  if (message?.errorCode == null || failedAt === null || acceptedAt === null || waitSeconds === undefined) return null;
  if (message.state !== "rejected" && message.state !== "undeliverable") return null;
  const at = retryAfterReceipt(receiptFailure(message.errorCode), message.attempts, failedAt);
  if (at === null || (message.goodUntil !== null && at >= message.goodUntil)) return null;
  return at.getTime() <= message.createdAt.getTime() + waitSeconds * 1000 ? at : null;
}
