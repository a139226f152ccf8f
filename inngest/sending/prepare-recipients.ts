import {
  type ChannelQuestion,
  lockWaitingRecipients,
  type PreparedDelivery,
  type RecipientChange,
  type StoredDecision,
  storeDecisions,
  type WaitingRecipient,
} from "@/db/queries/sending";
import { compileDelivery, type PreparedCampaign } from "@/inngest/sending/compile-delivery";
import { type SendingDeps, sha256 } from "@/inngest/sending/deps";
import { type ChannelId, channelIds } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import { deliveryId } from "@/lib/ladder/delivery-id";
import { type ChannelFacts, type Choice, chooseChannel } from "@/lib/routing/choose-channel";

const recipientsPerBatch = 1000;

/**
 * Decides for the next people who wait for a rung: on which channel they are reached and why, or that this rung passes
 * them by. Answers how many people it decided about; 0 when nobody waits.
 */
export async function prepareRecipients(deps: SendingDeps, run: PreparedCampaign): Promise<number> {
  const { campaign } = run;
  const now = deps.now();
  const wanted = new Set(campaign.ladder.rungs.flatMap((rung) => rung.channels));
  const questions: ChannelQuestion[] = channelIds
    .filter((channel) => wanted.has(channel))
    .map((channel) => ({ channel, addressKind: channels[channel].addressKind }));
  return deps.db.transaction(async (tx) => {
    const waiting = await lockWaitingRecipients(
      tx,
      campaign.workspaceId,
      campaign.id,
      questions,
      recipientsPerBatch,
      now,
    );
    if (waiting.length === 0) return 0;
    const decided = waiting.map((recipient) => decide(deps, run, recipient, now));
    await storeDecisions(
      tx,
      campaign.workspaceId,
      campaign.id,
      {
        deliveries: decided.flatMap(({ delivery }) => (delivery === null ? [] : [delivery])),
        decisions: decided.flatMap(({ decisions }) => decisions),
        recipients: decided.map(({ recipient }) => recipient),
      },
      now,
    );
    return waiting.length;
  });
}

interface Decided {
  delivery: PreparedDelivery | null;
  decisions: StoredDecision[];
  recipient: RecipientChange;
}

/** Goes down the ladder from the rung the person waits for until one can reach them. */
function decide(deps: SendingDeps, run: PreparedCampaign, recipient: WaitingRecipient, now: Date): Decided {
  const { contactId, armKey } = recipient;
  const { ladder } = run.campaign;
  const decisions: StoredDecision[] = [];
  for (let rung = recipient.rung; rung < ladder.rungs.length; rung += 1) {
    const choice = choose(deps, run, recipient, ladder.rungs[rung]?.channels ?? [], now);
    decisions.push({ contactId, rung, chosen: choice.chosen?.channel ?? null, rule: choice.rule, gates: choice.gates });
    if (choice.chosen === null) continue;
    const id = deliveryId(run.campaign.id, contactId, rung, sha256);
    return {
      delivery: { id, contactId, rung, armKey, ...choice.chosen },
      decisions,
      recipient: { contactId, state: "active", rung, reason: null, nextActionAt: null },
    };
  }
  return { delivery: null, decisions, recipient: unreached(recipient, decisions, ladder.rungs.length) };
}

/** Whoever got nothing at all was skipped; whoever got an earlier rung reached the end of the ladder. */
function unreached(recipient: WaitingRecipient, decisions: StoredDecision[], rungs: number): RecipientChange {
  const { contactId } = recipient;
  const refusals = decisions.flatMap(({ gates }) => gates.map(({ refused }) => refused));
  const reason = refusals.find((refused) => refused !== null) ?? "no_channel";
  const optedOut = refusals.length > 0 && refusals.every((refused) => refused === "consent:opted_out");
  const state = optedOut ? "opted_out" : recipient.rung === 0 ? "skipped" : "exhausted";
  return { contactId, state, rung: Math.min(recipient.rung, rungs - 1), reason, nextActionAt: null };
}

function choose(
  deps: SendingDeps,
  run: PreparedCampaign,
  recipient: WaitingRecipient,
  wished: readonly ChannelId[],
  now: Date,
): Choice {
  const facts: Partial<Record<ChannelId, ChannelFacts>> = {};
  for (const row of recipient.channels) {
    facts[row.channel] = { ...row, lastInboundAt: row.lastInboundAt === null ? null : new Date(row.lastInboundAt) };
  }
  return chooseChannel(
    wished,
    { country: recipient.person.country, channels: facts },
    {
      ready: new Set(channelIds.filter((channel) => run.campaign.settings.senders[channel] !== undefined)),
      contentRefusal: (channel) => contentRefusal(deps, run, recipient, channel),
    },
    now,
  );
}

function contentRefusal(deps: SendingDeps, run: PreparedCampaign, recipient: WaitingRecipient, channel: ChannelId) {
  const row = recipient.channels.find((each) => each.channel === channel);
  const compiled = compileDelivery(deps, run, {
    id: sampleId,
    contactId: recipient.contactId,
    armKey: recipient.armKey,
    channel,
    address: "15550100199",
    lastInboundAt: row?.lastInboundAt ?? null,
    person: recipient.person,
    waitSeconds: null,
  });
  if (compiled === null) return "missing_value" as const;
  return compiled.findings.some(({ severity }) => severity === "blocker") ? ("blocked_content" as const) : null;
}

/** Findings do not depend on whose message it is, only on how long its codes are. */
const sampleId = "00000000-0000-8000-8000-000000000000";
