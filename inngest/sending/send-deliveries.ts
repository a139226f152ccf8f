import {
  type ClaimedDelivery,
  claimDeliveries,
  type DeliveryBilling,
  type DeliveryOutcome,
  recordOutcomes,
} from "@/db/queries/deliveries";
import { takeBackOver } from "@/db/queries/limits";
import { loadSendingCampaign } from "@/db/queries/sending";
import type { Carrier, HandOver } from "@/inngest/providers/contract";
import { AccountPace } from "@/inngest/sending/account-pace";
import { type PreparedCampaign, prepareCampaign } from "@/inngest/sending/compile-delivery";
import { DecideAhead } from "@/inngest/sending/decide-ahead";
import type { SendingDeps } from "@/inngest/sending/deps";
import { isPassing } from "@/inngest/sending/is-passing";
import { KeptRequests, type MadeRequest } from "@/inngest/sending/kept-requests";
import { LateAnswers } from "@/inngest/sending/late-answers";
import { prepareRecipients } from "@/inngest/sending/prepare-recipients";
import { type Answered, ProviderGuard, type Turn } from "@/inngest/sending/provider-guard";
import { requestsOfSet } from "@/inngest/sending/requests-of-set";
import { SenderPace } from "@/inngest/sending/sender-pace";
import { TemplateRegister } from "@/inngest/sending/template-register";
import type { ChannelId } from "@/lib/channels/ids";
import { answerClass } from "@/lib/health/answer-class";
import { handOverWithinMs } from "@/lib/ladder/hand-over-limit";
import { isAboutEverybody } from "@/lib/routing/failure-class";
import { retryAt } from "@/lib/routing/retry-at";

/** Consent is checked when a set is claimed: at most this many messages can be under way after somebody says stop. */
const deliveriesPerClaim = 50;

const deliveriesPerClaimMin = 5;

/** As many as are decided about at once. */
const aheadMin = 250;
const readAgainMs = 5_000;
const napMs = 500;

const heldUpPauseMs = 1_000;
/** A pause longer than this is taken in pieces. */
const pauseSecondsMax = 300;

/** Together as long as a database takes to come back: 14 seconds. */
const recordAttemptsMax = 8;
const recordPauseMs = 500;

/**
 * Hands over what a campaign has to send, until nothing is left or `until` has come. Several may run at once; each
 * claims its own sets. Answers how many messages it handed over.
 */
export async function sendDeliveries(
  deps: SendingDeps,
  workspaceId: string,
  campaignId: string,
  until: Date | null,
): Promise<number> {
  let handedOver = 0;
  let isDry = false;
  const kept = new KeptRequests();
  let round: { run: PreparedCampaign; guard: ProviderGuard; pace: AccountPace } | undefined;
  const late = new LateAnswers<HandedOver>(
    Math.floor(deps.limits.concurrency / 4),
    async (answers) => round && settle(deps, round.run, round, null, answers),
    deps.pause,
  );
  while (until === null || deps.now() < until) {
    const campaign = await loadSendingCampaign(deps.db, workspaceId, campaignId);
    if (campaign === null || campaign.state !== "sending") break;
    const roundFrom = deps.now();
    const guard = new ProviderGuard(deps, workspaceId, campaign.settings);
    const circuitsOpen = await guard.circuitsOpen();
    // Nobody needs to be decided about, only to wait as well.
    if (campaign.ladder.rungs.every(({ channels }) => channels.every((id) => circuitsOpen.has(id)))) break;
    // What was read of the campaign is read again after a while.
    const readAgainAt = new Date(deps.now().getTime() + readAgainMs);
    const senders = await SenderPace.begin(deps, campaign, readAgainAt);
    const run = { ...(await prepareCampaign(deps, campaign)), circuitsOpen, kept, ...senders?.gate };
    await takeBackOver(deps.db, workspaceId, campaignId, deps.now());
    const decide = async () => {
      const count = await prepareRecipients(deps, run);
      kept.committed();
      return count;
    };
    // While people are still being taken in, one set at a time.
    const goesOn = () =>
      deps.now() < readAgainAt &&
      (campaign.launchedAt !== null || ahead.decided === 0) &&
      senders?.mayDecide(ahead.decided) !== false;
    const ahead: DecideAhead = new DecideAhead(decide, goesOn, aheadMin);
    const channels = campaign.ladder.rungs.flatMap((rung) => rung.channels);
    const pace = new AccountPace(deps, campaign.settings, channels);
    round = { run, guard, pace };
    const sent = await handOverPending(deps, run, { guard, ahead, pace, senders, late }, until);
    handedOver += sent;
    isDry = ahead.decided === 0 && sent === 0;
    if (isDry) break;
    // The others are still being taken in, which goes first: it is over in seconds.
    if (campaign.launchedAt === null) {
      await restWhileLaunching(deps, workspaceId, campaignId, deps.now().getTime() - roundFrom.getTime());
    }
  }
  // While there is more to send, the next turn does not wait for answers that hang: they are recorded when they come.
  if (isDry || deps.pause === undefined) await late.all();
  await round?.guard.tell();
  return handedOver;
}

/**
 * Nine tenths of the time, until everybody is in; never long, so that whatever holds the launch up does not hold messages
 * up. On a virtual clock there is nothing to rest from.
 */
async function restWhileLaunching(deps: SendingDeps, workspaceId: string, campaignId: string, workedMs: number) {
  if (deps.pause === undefined) return;
  const restMs = Math.min(30_000, 9 * workedMs);
  for (let restedMs = 0; restedMs < restMs; restedMs += napMs) {
    await deps.pause(napMs);
    const campaign = await loadSendingCampaign(deps.db, workspaceId, campaignId);
    if (campaign === null || campaign.launchedAt !== null) return;
  }
}

async function handOverPending(
  deps: SendingDeps,
  run: PreparedCampaign,
  { guard, ahead, pace, senders, late }: Pick<Way, "guard" | "ahead" | "pace" | "senders" | "late">,
  until: Date | null,
): Promise<number> {
  const carrier = deps.carrierFor(run.campaign.settings);
  const templates = new TemplateRegister(deps, run.campaign, carrier);
  const lanes = Math.max(1, Math.floor(deps.limits.concurrency / deliveriesPerClaim)) + 1;
  const way: Way = { carrier, templates, guard, ahead, pace, senders, late, takesAll: false };
  // The first people are waited for: until then there is nothing to claim, but for what an earlier run left.
  await ahead.more();
  const counts = await Promise.all(Array.from({ length: lanes }, () => lane(deps, run, way, until)));
  await ahead.settled();
  await guard.tell();
  return counts.reduce((sum, count) => sum + count, 0);
}

/** How messages leave: where they go, which templates are known there, and which channels work. */
interface Way {
  carrier: Carrier;
  templates: TemplateRegister;
  guard: ProviderGuard;
  ahead: DecideAhead;
  pace: AccountPace;
  /** Null when no sender of the campaign is held to a limit. */
  senders: SenderPace | null;
  late: LateAnswers<HandedOver>;
  /** Nobody is decided about any more in this round: now what was not decided about here goes too. */
  takesAll: boolean;
}

/** How one message was answered. */
type HandedOver = DeliveryOutcome & Answered & { isHeldUp: boolean; retryAfterSeconds: number | null };

/** One lane claims, posts and records while the others wait for the network. */
async function lane(deps: SendingDeps, run: PreparedCampaign, way: Way, until: Date | null): Promise<number> {
  let sent = 0;
  let limit = deliveriesPerClaim;
  while (until === null || deps.now() < until) {
    const granted = await way.pace.take(limit);
    if (granted === 0) {
      // On a virtual clock no time passes here: whoever moves the clock calls again.
      if (deps.pause === undefined) break;
      continue;
    }
    const allowed = await way.guard.nextTurn(granted);
    const share = way.senders === null ? null : await way.senders.share(allowed);
    const turn = share === null ? allowed : share.turn;
    // Counted from before the claim reads who has agreed: what begins to leave later would act on old knowledge.
    const startByMs = performance.now() + handOverWithinMs;
    const { takesAll } = way;
    const claimed = await claimNext(deps, run, turn, takesAll);
    await way.pace.giveBack(granted - claimed.length);
    if (claimed.length === 0) {
      const isOneEmpty = share !== null && (await way.senders?.nothingFound(share)) === true;
      if ((await way.guard.nothingFound(turn)) || isOneEmpty) continue;
      if (!(await way.ahead.more())) {
        if (takesAll && share !== null && (await way.senders?.waited(share)) === true) continue;
        if (takesAll) break;
        way.takesAll = true;
      }
      way.senders?.lookAgain();
      continue;
    }
    way.ahead.claimed(claimed.length);
    const requests = await requestsOfSet(deps, run, claimed);
    const held = share === null ? null : await way.senders?.spend(share, claimed, requests);
    const asked = claimed.map((delivery) =>
      held?.has(delivery.id) === true
        ? Promise.resolve(keptBack(delivery))
        : handOverOne(deps, run, { ...way, startByMs }, delivery, requests.get(delivery.id)),
    );
    // The one that tries a channel is waited for, however long it takes.
    const answers = await (turn.probe === null ? way.late.inTime(asked) : Promise.allSettled(asked));
    const isHeldUp = await settle(deps, run, way, turn.probe, answers);
    await way.late.room();
    sent += claimed.length - (held?.size ?? 0);
    // Finds the provider's rate by feel: half as many when it had too much, a little more when it had not.
    if (isHeldUp) {
      limit = Math.max(deliveriesPerClaimMin, Math.floor(limit / 2));
      await deps.pause?.(heldUpPauseMs);
    } else {
      limit = Math.min(deliveriesPerClaim, limit + deliveriesPerClaimMin);
    }
  }
  return sent;
}

/**
 * Keeps what was answered; `probe` is the channel that one message tried, if any. True when the provider has too much
 * to do.
 */
async function settle(
  deps: SendingDeps,
  run: PreparedCampaign,
  { guard, pace }: Pick<Way, "guard" | "pace">,
  probe: ChannelId | null,
  answers: readonly PromiseSettledResult<HandedOver>[],
): Promise<boolean> {
  const outcomes = answers.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  if (outcomes.length > 0) {
    await keepOutcomes(deps, run, outcomes);
    await guard.remember(probe, outcomes);
  }
  // One that broke must not take the knowledge about the others with it.
  const broken = answers.find((each) => each.status === "rejected");
  if (broken !== undefined) throw broken.reason;
  const asked = outcomes.map(({ retryAfterSeconds }) => retryAfterSeconds ?? 0);
  if (asked.some((seconds) => seconds > 0)) await pace.hold(Math.min(pauseSecondsMax, Math.max(...asked)));
  return outcomes.some((outcome) => outcome.isHeldUp);
}

/**
 * Claims what was decided about here, whose requests are at hand. Whatever else waits has to be looked for, past
 * everything that was just sent: that is done at the end of each round, a few seconds long, and to try a channel.
 */
async function claimNext(
  deps: SendingDeps,
  run: PreparedCampaign,
  turn: Turn,
  takesAll: boolean,
): Promise<ClaimedDelivery[]> {
  const { id: campaignId, workspaceId } = run.campaign;
  const { deliveriesMax: limit, channels, probe } = turn;
  if (channels?.length === 0) return [];
  const claim = { workspaceId, campaignId, limit, channels, leaseSeconds: deps.limits.leaseSeconds };
  if (takesAll || probe !== null) return claimDeliveries(deps.db, { ...claim, now: deps.now() });
  const ids = run.kept?.next(limit, channels) ?? [];
  return ids.length === 0 ? [] : claimDeliveries(deps.db, { ...claim, ids, now: deps.now() });
}

/**
 * Records outcomes through a restart of the database: what providers answered is known here and nowhere else, and a
 * push service will not tell it again.
 */
async function keepOutcomes(deps: SendingDeps, run: PreparedCampaign, outcomes: readonly DeliveryOutcome[]) {
  const { id: campaignId, workspaceId } = run.campaign;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await recordOutcomes(deps.db, workspaceId, campaignId, outcomes, deps.now());
    } catch (error) {
      if (attempt === recordAttemptsMax || !isPassing(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, attempt * recordPauseMs));
    }
  }
}

async function handOverOne(
  deps: SendingDeps,
  run: PreparedCampaign,
  { carrier, templates, startByMs }: Way & { startByMs: number },
  delivery: ClaimedDelivery,
  request: MadeRequest | undefined,
): Promise<HandedOver> {
  const { channel } = delivery;
  const about = aboutOf(delivery);
  if (request === undefined) {
    const result = { kind: "failed", code: "missing_value", unreachable: false } as const;
    return { ...about, result, isHeldUp: false, retryAfterSeconds: null, answered: null, answerCode: null };
  }
  const { compiled, address, addressDetail } = request;
  const { p256dh, auth } = addressDetail;
  const target = p256dh !== undefined && auth !== undefined ? { endpoint: address, p256dh, auth } : null;
  if (compiled.template !== null) await templates.ensure(channel, compiled.template);
  const answer = await carrier.handOver(compiled.request, target, startByMs);
  const now = deps.now();
  return {
    ...about,
    result: resultOf(answer, billingOf(run, channel, request, now), delivery.attempts, now),
    isHeldUp: answer.kind === "refused" && isAboutEverybody(answer.failure),
    retryAfterSeconds: answer.kind === "refused" && answer.failure === "throttled" ? answer.retryAfterSeconds : null,
    answered: answerClass(answer),
    answerCode: answer.kind === "refused" ? answer.code : null,
  };
}

/** It did not fit into what its sender may send now: it goes back as if it had not been claimed. */
function keptBack(delivery: ClaimedDelivery): HandedOver {
  const result = { kind: "not_started" } as const;
  return { ...aboutOf(delivery), result, isHeldUp: false, retryAfterSeconds: null, answered: null, answerCode: null };
}

function aboutOf({ id, contactId, rung, armKey, channel, attempts }: ClaimedDelivery) {
  return { id, contactId, rung, armKey, channel, attempts };
}

/** What the message is billed as, and what that costs by the price list that was kept at the launch. */
function billingOf(run: PreparedCampaign, channel: ChannelId, request: MadeRequest, now: Date): DeliveryBilling {
  const { billedAs, billedUnits } = request.compiled;
  const price = run.priceOf({ channel, billedAs, country: request.country }, now);
  switch (price.kind) {
    case "unpriced":
      return { billedUnits, estimatedMicros: null, estimatedCurrency: null };
    case "free":
      return { billedUnits, estimatedMicros: 0, estimatedCurrency: run.campaign.settings.currency };
    case "priced":
      return { billedUnits, estimatedMicros: price.micros * billedUnits, estimatedCurrency: price.currency };
  }
}

function resultOf(answer: HandOver, billing: DeliveryBilling, attempts: number, now: Date): DeliveryOutcome["result"] {
  switch (answer.kind) {
    case "unknown":
      return { kind: "unknown" };
    case "not_started":
      return { kind: "not_started" };
    case "accepted":
      return { kind: "accepted", providerMessageId: answer.providerMessageId, ...billing };
    case "refused": {
      const notBefore = retryAt(answer.failure, attempts, answer.retryAfterSeconds, now);
      if (notBefore !== null) return { kind: "retry", code: answer.code, notBefore };
      return { kind: "failed", code: answer.code, unreachable: answer.failure === "unreachable" };
    }
  }
}
