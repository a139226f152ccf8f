import { settleAbandoned } from "@/db/queries/deliveries";
import { advanceDueRecipients, campaignsWithWork, type DueRecipient, finishCampaigns } from "@/db/queries/ladder";
import { dueCampaigns, startScheduled, unlaunchedCampaigns } from "@/db/queries/launch";
import { endExpired } from "@/db/queries/limits";
import { loadSendingCampaign, type RecipientChange } from "@/db/queries/sending";
import type { SendingDeps } from "@/inngest/sending/deps";
import { channelIds } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import { nextStep } from "@/lib/ladder/next-step";

const recipientsPerBatch = 1000;

interface CampaignRef {
  id: string;
  workspaceId: string;
}

export interface SweepResult {
  /** Campaigns that are to start and have not: scheduled ones whose moment came, and any that a crash cut off. */
  toLaunch: CampaignRef[];
  /** Campaigns with something to hand over. */
  withWork: CampaignRef[];
  /** People the ladder decided about. */
  decided: number;
}

/**
 * One look at everything that time decides: campaigns to launch, people whose wait is over, deliveries a dead worker
 * left behind, campaigns that are done. Safe to run at any moment, anywhere, any number of times.
 */
export async function sweepLadder(deps: SendingDeps): Promise<SweepResult> {
  await launchDue(deps);
  await endExpired(deps.db, deps.now());
  await settleAbandoned(deps.db, {
    now: deps.now(),
    graceSeconds: deps.limits.graceSeconds,
    channelsWithReceipts: channelIds.filter((channel) => channels[channel].hasDeliveryReceipts),
  });
  let decided = 0;
  for (;;) {
    const due = await advanceDueRecipients(deps.db, recipientsPerBatch, deps.now(), (person) =>
      decide(person, deps.now()),
    );
    decided += due.length;
    await revokeOvertaken(deps, due);
    if (due.length < recipientsPerBatch) break;
  }
  await finishCampaigns(deps.db, deps.now());
  return {
    toLaunch: await unlaunchedCampaigns(deps.db),
    withWork: await campaignsWithWork(deps.db, deps.now()),
    decided,
  };
}

async function launchDue(deps: SendingDeps): Promise<void> {
  for (const { id, workspaceId } of await dueCampaigns(deps.db, deps.now())) {
    await startScheduled(deps.db, workspaceId, id, deps.now());
  }
}

function decide(due: DueRecipient, now: Date): RecipientChange {
  const { contactId, rung } = due;
  const step = nextStep(due.ladder, rung, due.evidence, now);
  switch (step.kind) {
    case "succeeded":
      return { contactId, state: "succeeded", rung, reason: step.reason, nextActionAt: null };
    case "send":
      return { contactId, state: "pending", rung: step.rung, reason: step.because, nextActionAt: null };
    case "wait":
      return { contactId, state: "active", rung, reason: null, nextActionAt: step.until };
    case "wait_for_answer":
      return { contactId, state: "active", rung, reason: null, nextActionAt: null };
    case "exhausted":
      return { contactId, state: "exhausted", rung, reason: step.because, nextActionAt: null };
  }
}

/** Calls back what the next rung replaces, where the channel can. Best effort: the ladder does not wait for it. */
async function revokeOvertaken(deps: SendingDeps, people: readonly DueRecipient[]): Promise<void> {
  for (const person of people) {
    const { delivery, evidence, campaignId, workspaceId } = person;
    if (delivery?.providerMessageId == null || delivery.state !== "accepted" || !channels[delivery.channel].canRevoke)
      continue;
    if (nextStep(person.ladder, person.rung, evidence, deps.now()).kind !== "send") continue;
    const campaign = await loadSendingCampaign(deps.db, workspaceId, campaignId);
    if (campaign === null) continue;
    await deps.carrierFor(campaign.settings).revoke(delivery.providerMessageId);
  }
}
