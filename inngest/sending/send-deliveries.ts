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
import type { SendingDeps } from "@/inngest/sending/deps";
import { isPassing } from "@/inngest/sending/is-passing";
import { LateAnswers } from "@/inngest/sending/late-answers";
import { nobody, type PreparedSet, prepareRecipients } from "@/inngest/sending/prepare-recipients";
import { type Answered, ProviderGuard, type Turn } from "@/inngest/sending/provider-guard";
import { type MadeRequest, requestsOfSet } from "@/inngest/sending/requests-of-set";
import { SenderPace, type Share } from "@/inngest/sending/sender-pace";
import { TemplateRegister } from "@/inngest/sending/template-register";
import type { ChannelId } from "@/lib/channels/ids";
import { answerClass } from "@/lib/health/answer-class";
import { handOverWithinMs } from "@/lib/ladder/hand-over-limit";
import { isAboutEverybody } from "@/lib/routing/failure-class";
import { retryAt } from "@/lib/routing/retry-at";

/**
 * Consent is checked when a set is decided about or claimed: at most this many messages of a lane can be under way after
 * somebody says stop.
 */
const deliveriesPerSet = 50;

const deliveriesPerSetMin = 5;

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
 * decides about people of its own and claims messages of its own. Answers how many messages it handed over.
 */
export async function sendDeliveries(
  deps: SendingDeps,
  workspaceId: string,
  campaignId: string,
  until: Date | null,
): Promise<number> {
  let handedOver = 0;
  let isDry = false;
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
    const decidesUntil = new Date(deps.now().getTime() + readAgainMs);
    const senders = await SenderPace.begin(deps, campaign, decidesUntil);
    const run = { ...(await prepareCampaign(deps, campaign)), circuitsOpen, ...senders?.gate };
    await takeBackOver(deps.db, workspaceId, campaignId, deps.now());
    const channels = campaign.ladder.rungs.flatMap((rung) => rung.channels);
    const pace = new AccountPace(deps, campaign.settings, channels);
    round = { run, guard, pace };
    const carrier = deps.carrierFor(campaign.settings);
    const templates = new TemplateRegister(deps, campaign, carrier);
    const ways = { carrier, templates, guard, pace, senders, late };
    const way: Way = { ...ways, decidesUntil, decided: 0, isDry: false };
    const sent = await handOverPending(deps, run, way, until);
    handedOver += sent;
    isDry = way.decided === 0 && sent === 0 && senders?.opensLater() !== true;
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
  way: Way,
  until: Date | null,
): Promise<number> {
  // One more than fit under way at once, since one of them is always storing. On a virtual clock nothing is waited for,
  // and one lane does the same in the same order each time.
  const lanes = deps.pause === undefined ? 1 : Math.max(1, Math.floor(deps.limits.concurrency / deliveriesPerSet)) + 1;
  const counts = await Promise.all(Array.from({ length: lanes }, () => lane(deps, run, way, until)));
  await way.guard.tell();
  return counts.reduce((sum, count) => sum + count, 0);
}

/** How messages leave: where they go, which templates are known there, which channels work, and who is left. */
interface Way {
  carrier: Carrier;
  templates: TemplateRegister;
  guard: ProviderGuard;
  pace: AccountPace;
  /** Null when no sender of the campaign is held to a limit. */
  senders: SenderPace | null;
  late: LateAnswers<HandedOver>;
  /** From then on only what waits to be claimed still goes in this round. */
  decidesUntil: Date;
  /** How many people were decided about in this round; then whether nobody is left. */
  decided: number;
  isDry: boolean;
}

/** How one message was answered. */
type HandedOver = DeliveryOutcome & Answered & { isHeldUp: boolean; retryAfterSeconds: number | null };

/** One lane decides, posts and records while the others wait for the network. */
async function lane(deps: SendingDeps, run: PreparedCampaign, way: Way, until: Date | null): Promise<number> {
  let sent = 0;
  let limit = deliveriesPerSet;
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
    const { decided, claimed, requests, startByMs } = await nextSet(deps, run, way, { turn, share });
    await way.pace.giveBack(granted - claimed.length);
    if (claimed.length === 0) {
      const isOneEmpty = share !== null && (await way.senders?.nothingFound(share)) === true;
      if (decided > 0 || (await way.guard.nothingFound(turn)) || isOneEmpty) continue;
      if (share !== null && (await way.senders?.waited(share)) === true) continue;
      break;
    }
    const held = share === null ? null : await way.senders?.spend(share, claimed, requests);
    const { carrier, templates } = way;
    const door = { carrier, templates, startByMs };
    const asked = claimed.map((delivery) =>
      held?.has(delivery.id) === true
        ? Promise.resolve(keptBack(delivery))
        : handOverOne(deps, run, door, delivery, requests.get(delivery.id)),
    );
    // The one that tries a channel is waited for, however long it takes.
    const answers = await (turn.probe === null ? way.late.inTime(asked) : Promise.allSettled(asked));
    const isHeldUp = await settle(deps, run, way, turn.probe, answers);
    await way.late.room();
    sent += claimed.length - (held?.size ?? 0);
    // Finds the provider's rate by feel: half as many when it had too much, a little more when it had not.
    if (isHeldUp) {
      limit = Math.max(deliveriesPerSetMin, Math.floor(limit / 2));
      await deps.pause?.(heldUpPauseMs);
    } else {
      limit = Math.min(deliveriesPerSet, limit + deliveriesPerSetMin);
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
 * The next messages to hand over, claimed. People who wait go first, as long as this round decides. What was decided
 * before and waits (another try, a channel that was down, a message that could not begin in time) has to be looked for,
 * past everything that was just sent: that is done at the end of each round, a few seconds long, to try a channel, and
 * for a sender that is held to a limit, whose messages are all made as waiting.
 */
async function nextSet(
  deps: SendingDeps,
  run: PreparedCampaign,
  way: Way,
  { turn, share }: { turn: Turn; share: Share | null },
): Promise<PreparedSet> {
  const { deliveriesMax, channels, probe } = turn;
  const claimsOnly = probe !== null || (share !== null && share.taken !== null);
  if (!claimsOnly && mayDecide(deps, run, way)) {
    const set = await prepareRecipients(deps, run, { peopleMax: deliveriesMax, channels });
    way.decided += set.decided;
    if (set.decided > 0) {
      way.senders?.lookAgain();
      return set;
    }
    way.isDry = true;
  }
  if (channels?.length === 0) return nobody;
  const { id: campaignId, workspaceId } = run.campaign;
  const { leaseSeconds } = deps.limits;
  const claim = { workspaceId, campaignId, limit: deliveriesMax, channels, leaseSeconds, now: deps.now() };
  // From before it is read who has agreed.
  const startByMs = performance.now() + handOverWithinMs;
  const claimed = await claimDeliveries(deps.db, claim);
  const requests = claimed.length === 0 ? new Map() : await requestsOfSet(deps, run, claimed);
  return { decided: 0, claimed, requests, startByMs };
}

/** While people are still being taken in, each lane decides about one set and no more. */
function mayDecide(deps: SendingDeps, { campaign }: PreparedCampaign, way: Way): boolean {
  return (
    !way.isDry &&
    deps.now() < way.decidesUntil &&
    (campaign.launchedAt !== null || way.decided === 0) &&
    way.senders?.mayDecide(way.decided) !== false
  );
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
  { carrier, templates, startByMs }: Pick<Way, "carrier" | "templates"> & { startByMs: number },
  delivery: ClaimedDelivery,
  request: MadeRequest | undefined,
): Promise<HandedOver> {
  if (request === undefined) return unanswered(delivery, { kind: "failed", code: "missing_value", unreachable: false });
  const { id, contactId, rung, armKey, channel, attempts } = delivery;
  const { compiled, address, addressDetail } = request;
  const { p256dh, auth } = addressDetail;
  const target = p256dh !== undefined && auth !== undefined ? { endpoint: address, p256dh, auth } : null;
  if (compiled.template !== null) await templates.ensure(channel, compiled.template);
  const answer = await carrier.handOver(compiled.request, target, startByMs);
  const now = deps.now();
  return {
    id,
    contactId,
    rung,
    armKey,
    channel,
    attempts,
    result: resultOf(answer, billingOf(run, channel, request, now), attempts, now),
    isHeldUp: answer.kind === "refused" && isAboutEverybody(answer.failure),
    retryAfterSeconds: answer.kind === "refused" && answer.failure === "throttled" ? answer.retryAfterSeconds : null,
    answered: answerClass(answer),
    answerCode: answer.kind === "refused" ? answer.code : null,
  };
}

/** It did not fit into what its sender may send now: it goes back as if it had not been claimed. */
function keptBack(delivery: ClaimedDelivery): HandedOver {
  return unanswered(delivery, { kind: "not_started" });
}

function unanswered(delivery: ClaimedDelivery, result: DeliveryOutcome["result"]): HandedOver {
  return { ...delivery, result, isHeldUp: false, retryAfterSeconds: null, answered: null, answerCode: null };
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
