import type { Database } from "@/db/client";
import type { ClaimedDelivery } from "@/db/queries/deliveries";
import { roomInMinute } from "@/db/queries/limits";
import type { CodeWish } from "@/db/queries/promo-codes";
import {
  lockWaitingRecipients,
  type PreparedDelivery,
  type RecipientChange,
  type StoredDecision,
  storeDecisions,
  type WaitingRecipient,
} from "@/db/queries/sending";
import { BatchLimits, countsMessages, type PersonLimits } from "@/inngest/sending/batch-limits";
import { compileDelivery, type PreparedCampaign, type SendingCampaign } from "@/inngest/sending/compile-delivery";
import { type SendingDeps, sha256 } from "@/inngest/sending/deps";
import { loadRouting, type Routing } from "@/inngest/sending/load-routing";
import { PeopleCodes } from "@/inngest/sending/people-codes";
import type { MadeRequest } from "@/inngest/sending/requests-of-set";
import { type ChannelId, channelIds } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import { destination } from "@/lib/cost/destination";
import { deliveryId } from "@/lib/ladder/delivery-id";
import { handOverWithinMs } from "@/lib/ladder/hand-over-limit";
import { samplePoolCode } from "@/lib/promo/sample-code";
import { chooseBest } from "@/lib/routing/choose-best";
import { type Choice, chooseChannel } from "@/lib/routing/choose-channel";
import type { CampaignFacts, ChannelFacts, ContentRefusal, PersonFacts } from "@/lib/routing/gates";
import type { ChannelQuestion } from "@/lib/routing/person-channels";

/** What came of deciding about the next people. */
export interface PreparedSet {
  /** How many were decided about; 0 when nobody waits. */
  decided: number;
  /** Their messages that are to be handed over here and now, and what is to be posted for each. */
  claimed: ClaimedDelivery[];
  requests: ReadonlyMap<string, MadeRequest>;
  /** Until when they must have begun to leave, as a moment of `performance.now()`. */
  startByMs: number;
}

/** Nobody was decided about, and nothing is to be handed over. */
export const nobody: PreparedSet = { decided: 0, claimed: [], requests: new Map(), startByMs: 0 };

/**
 * Decides for the next people who wait for a rung: on which channel they are reached and why, or that this rung passes
 * them by. What can go now is claimed with the decision, since whether somebody agrees has just been asked and whether a
 * message can go is only known once it is compiled. What cannot, because its channel is not among `channels` (null: any
 * may go), waits to be claimed later. The commit waits for the disk: nothing leaves that a crash could forget.
 */
export async function prepareRecipients(
  deps: SendingDeps,
  run: PreparedCampaign,
  { peopleMax, channels: open }: { peopleMax: number; channels: readonly ChannelId[] | null },
): Promise<PreparedSet> {
  const { campaign } = run;
  const wanted = new Set(campaign.ladder.rungs.flatMap((rung) => rung.channels));
  const questions: ChannelQuestion[] = channelIds
    .filter((channel) => wanted.has(channel))
    .map((channel) => ({ channel, addressKind: channels[channel].addressKind }));
  return deps.db.transaction(async (tx) => {
    const limit = await batchSize(tx, campaign, peopleMax, deps.now);
    // After the wait for a share of the rate: quiet hours may have begun in between, or the campaign be over.
    const now = deps.now();
    if (campaign.expiresAt !== null && campaign.expiresAt <= now) return nobody;
    const lock = { questions, topic: campaign.topic, limit, locksPeople: countsMessages(campaign) };
    const waiting = await lockWaitingRecipients(tx, campaign.workspaceId, campaign.id, lock, now);
    if (waiting.length === 0) return nobody;
    const limits = await BatchLimits.load(tx, campaign, waiting, now);
    const decided = await decideAll(deps, run, tx, waiting, limits, now);
    await limits.commit(tx);
    const goes = ({ delivery, made }: Decided) =>
      delivery !== null && made !== null && (open === null || open.includes(delivery.channel));
    // After the waits for a budget or a share of the rate, which lanes take in turns: an opt-out that nobody knew when the
    // people were locked is not answered before this commits. And before what asks whether the campaign was stopped.
    const startByMs = performance.now() + handOverWithinMs;
    const claimed = await storeDecisions(
      tx,
      campaign.workspaceId,
      campaign.id,
      {
        deliveries: decided.flatMap((each) =>
          each.delivery === null ? [] : [{ ...each.delivery, isHandedOver: goes(each) }],
        ),
        decisions: decided.flatMap(({ decisions }) => decisions),
        recipients: decided.map(({ recipient }) => recipient),
      },
      { now, leaseSeconds: deps.limits.leaseSeconds },
    );
    return { decided: waiting.length, ...handedOut(decided, claimed), startByMs };
  });
}

/** The claimed messages with their requests. */
function handedOut(decided: readonly Decided[], ids: ReadonlySet<string>): Pick<PreparedSet, "claimed" | "requests"> {
  const claimed: ClaimedDelivery[] = [];
  const requests = new Map<string, MadeRequest>();
  for (const { delivery, made } of decided) {
    if (delivery === null || made === null || !ids.has(delivery.id)) continue;
    const { id, contactId, rung, armKey, channel } = delivery;
    claimed.push({ id, contactId, rung, armKey, channel, attempts: 1 });
    requests.set(id, made);
  }
  return { claimed, requests };
}

/** How many may be decided about at once: less when the campaign may only send so many a minute. */
async function batchSize(
  tx: Pick<Database, "execute">,
  campaign: SendingCampaign,
  peopleMax: number,
  now: () => Date,
): Promise<number> {
  const { id, workspaceId, rules } = campaign;
  if (rules.ratePerMinute === null) return peopleMax;
  return Math.min(peopleMax, await roomInMinute(tx, workspaceId, id, rules.ratePerMinute, now));
}

/**
 * Decides about everybody, and gives those who get a message their codes from lists. Whoever waits for a code is decided
 * about again with it, or with the knowledge that none is left: another channel may do without.
 */
async function decideAll(
  deps: SendingDeps,
  run: PreparedCampaign,
  tx: Pick<Database, "execute">,
  waiting: readonly WaitingRecipient[],
  limits: BatchLimits,
  now: Date,
): Promise<Decided[]> {
  const contactIds = waiting.map(({ contactId }) => contactId);
  const codes = await PeopleCodes.load(tx, run, contactIds);
  const routing = await loadRouting(deps, run, tx, waiting, now);
  const ready = new Set(channelIds.filter((channel) => run.campaign.settings.senders[channel] !== undefined));
  const settled: Decided[] = [];
  let open = waiting;
  // Ends: each round answers at least one wish of everybody who is still open, and a message has few.
  while (open.length > 0) {
    const round = open.map((person) => ({
      person,
      decided: decide(deps, run, { codes, limits, routing, ready }, person, now),
    }));
    const unsettled = round.filter(({ decided }) => decided.wishes.length > 0);
    settled.push(...round.flatMap(({ decided }) => (decided.wishes.length > 0 ? [] : [decided])));
    const wishes = unsettled.flatMap(({ decided }) => decided.wishes);
    await codes.give(tx, run, wishes, now);
    open = unsettled.map(({ person }) => person);
  }
  const used = settled.flatMap(({ delivery, codes: blockIds }) =>
    delivery === null ? [] : [{ contactId: delivery.contactId, blockIds }],
  );
  await codes.takeBackUnused(tx, run, used);
  return settled;
}

/** What the people of a batch share. */
interface Batch {
  codes: PeopleCodes;
  limits: BatchLimits;
  /** Null when no step asks for the best channel. */
  routing: Routing | null;
  /** Channels that have a sender. */
  ready: ReadonlySet<ChannelId>;
}

interface Decided {
  /** Codes the message needs before it can go. */
  wishes: CodeWish[];
  /** The blocks whose codes from lists it says. */
  codes: string[];
  delivery: Omit<PreparedDelivery, "isHandedOver"> | null;
  /** The message itself; null when there is none, or not yet. */
  made: MadeRequest | null;
  decisions: StoredDecision[];
  recipient: RecipientChange;
}

/** Goes down the ladder from the rung the person waits for until one can reach them. */
function decide(
  deps: SendingDeps,
  run: PreparedCampaign,
  batch: Batch,
  recipient: WaitingRecipient,
  now: Date,
): Decided {
  const { contactId, armKey } = recipient;
  const { ladder } = run.campaign;
  const limits = batch.limits.of(recipient);
  const decisions: StoredDecision[] = [];
  for (let rung = recipient.rung; rung < ladder.rungs.length; rung += 1) {
    const id = deliveryId(run.campaign.id, contactId, rung, sha256);
    const there = rung === recipient.rung ? recipient : { ...recipient, rung };
    const { choice, wishes, codes, made, micros } = choose(deps, run, batch, limits, there, id, now);
    const { chosen, rule, gates, record } = choice;
    decisions.push({ contactId, rung, chosen: chosen?.channel ?? null, rule, gates, record });
    if (choice.waitUntil !== null) {
      const reason = choice.gates.find(({ until }) => until !== undefined)?.refused ?? null;
      const waits = { contactId, state: "pending", rung, reason, nextActionAt: choice.waitUntil };
      return { wishes: [], codes: [], delivery: null, made: null, decisions, recipient: waits };
    }
    if (choice.chosen === null) continue;
    // Whoever still waits for a code is decided about again.
    const reservedMicros = wishes.length === 0 ? batch.limits.spend(micros) : null;
    const { goodUntil } = limits;
    // The wait counts from the provider's acceptance, which is not before this moment.
    const nextActionAt = new Date(now.getTime() + (ladder.rungs[rung]?.waitSeconds ?? 0) * 1000);
    return {
      wishes,
      codes,
      delivery: { id, contactId, rung, armKey, goodUntil, reservedMicros, ...choice.chosen },
      made,
      decisions,
      recipient: { contactId, state: "active", rung, reason: null, nextActionAt },
    };
  }
  const ends = unreached(recipient, decisions, ladder.rungs.length);
  return { wishes: [], codes: [], delivery: null, made: null, decisions, recipient: ends };
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
  { codes, routing, ready }: Batch,
  limits: PersonLimits,
  recipient: WaitingRecipient,
  id: string,
  now: Date,
): { choice: Choice; micros: number | null } & Pick<Decided, "wishes" | "codes" | "made"> {
  const { rungs } = run.campaign.ladder;
  const { channels: wished = [], pick } = rungs[recipient.rung] ?? {};
  const { quietUntil, budgetRefusal } = limits;
  const contents = new Map<ChannelId, Content>();
  const read = (channel: ChannelId): Content => {
    const content = contents.get(channel) ?? readContent(deps, run, codes, recipient, id, channel);
    contents.set(channel, content);
    return content;
  };
  const facts: Partial<Record<ChannelId, ChannelFacts>> = {};
  for (const row of recipient.channels) {
    const { channel, address, addressId, reachable, isBlocked, consentRefusal } = row;
    const lastInboundAt = row.lastInboundAt === null ? null : new Date(row.lastInboundAt);
    const senderOpensAt = run.senderOpensAt?.(channel, address) ?? null;
    const cappedUntil = limits.cappedUntil(channel);
    facts[channel] = { consentRefusal, addressId, reachable, lastInboundAt, isBlocked, cappedUntil, senderOpensAt };
  }
  const person: PersonFacts = { country: recipient.person.country, channels: facts, quietUntil };
  const facing: CampaignFacts = {
    ready,
    expiresAt: run.campaign.expiresAt,
    circuitsOpen: run.circuitsOpen ?? new Set(),
    contentRefusal: (channel) => read(channel).refusal,
    ...(budgetRefusal !== null && {
      budgetRefusal: (channel: ChannelId) => {
        const content = read(channel);
        return content.refusal === null ? budgetRefusal(costOf(run, content, now)) : null;
      },
    }),
  };
  const later = rungs.slice(recipient.rung + 1).flatMap((each) => each.channels);
  const choice =
    pick === "best" && routing !== null
      ? chooseBest({ wished, later, person, campaign: facing, now, ...routing.about(recipient) })
      : chooseChannel(wished, person, facing, now);
  const content = choice.chosen === null ? undefined : contents.get(choice.chosen.channel);
  return {
    choice,
    wishes: content?.wishes ?? [],
    codes: content?.codes ?? [],
    made: content?.made ?? null,
    micros: content === undefined || budgetRefusal === null ? null : costOf(run, content, now),
  };
}

/** What the message costs, in the workspace's currency; null when the price list does not say so. */
function costOf(run: PreparedCampaign, { bill }: Content, now: Date): number | null {
  if (bill === null) return null;
  const price = run.priceOf(bill, now);
  if (price.kind === "free") return 0;
  const isOwn = price.kind === "priced" && price.currency === run.campaign.settings.currency;
  return isOwn ? price.micros * bill.billedUnits : null;
}

interface Content {
  refusal: ContentRefusal | null;
  /** What it is billed as; null when it cannot go at all. */
  bill: { channel: ChannelId; country: string | null; billedAs: string; billedUnits: number } | null;
  wishes: CodeWish[];
  codes: string[];
  /** The message itself; null when it cannot go, or not yet. */
  made: MadeRequest | null;
}

/** Whether the person's message can go on a channel, and which codes it needs first. */
function readContent(
  deps: SendingDeps,
  run: PreparedCampaign,
  codes: PeopleCodes,
  recipient: WaitingRecipient,
  id: string,
  channel: ChannelId,
): Content {
  const { contactId, person } = recipient;
  const wishes = new Map<string, CodeWish>();
  const said: string[] = [];
  let noneLeft = false;
  const row = recipient.channels.find((each) => each.channel === channel);
  const compiled = compileDelivery(deps, run, {
    id,
    contactId,
    armKey: recipient.armKey,
    channel,
    address: row?.address ?? sampleAddress,
    lastInboundAt: row?.lastInboundAt ?? null,
    person,
    waitSeconds: run.campaign.ladder.rungs[recipient.rung]?.waitSeconds ?? null,
    poolCode: (wanted) => {
      const code = codes.find(contactId, wanted);
      const { keptAs: blockId, poolId } = wanted;
      said.push(blockId);
      if (code === null) noneLeft = true;
      if (code !== undefined) return code;
      wishes.set(blockId, { contactId, blockId, poolId });
      return samplePoolCode;
    },
  });
  const isBlocked = compiled?.findings.some(({ severity }) => severity === "blocker") === true;
  const missing = noneLeft ? "no_code_left" : "missing_value";
  const refusal = compiled === null ? missing : isBlocked ? "blocked_content" : null;
  const isReady = compiled !== null && refusal === null && wishes.size === 0;
  const country = destination(channel, row?.address ?? sampleAddress, person.country);
  const bill =
    compiled === null ? null : { channel, country, billedAs: compiled.billedAs, billedUnits: compiled.billedUnits };
  if (!isReady || row === undefined || row.address === null)
    return { refusal, bill, wishes: [...wishes.values()], codes: said, made: null };
  const { address, addressDetail } = row;
  return {
    refusal,
    bill,
    wishes: [],
    codes: said,
    made: { compiled, address, addressDetail: addressDetail ?? {}, country },
  };
}

/** Findings do not depend on where a message goes. */
const sampleAddress = "15550100199";
