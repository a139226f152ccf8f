import type { ChannelId } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import { type AskedChannel, type Choice, choiceOf, waitOrGiveUp } from "@/lib/routing/choose-channel";
import { askContent, askGates, type CampaignFacts, type PersonFacts } from "@/lib/routing/gates";
import { type ChannelCounts, noCounts, personRate } from "@/lib/routing/model";
import { inTieOrder } from "@/lib/routing/pick-by-score";
import { policyVersion, type RoutingBatch, redraws } from "@/lib/routing/policy";
import {
  type Fallback,
  pickCandidate,
  type RouteCandidate,
  type RouteRecord,
  tieShareOf,
} from "@/lib/routing/route-record";

/** What is known of a person that their choice of channel depends on, beside the gates. */
export interface PersonHabits {
  contactId: string;
  segment: string;
  /** The channels they asked for, the first first; empty when they never said. */
  preferred: readonly ChannelId[];
  counts: ChannelCounts;
  lastEngaged: ChannelId | null;
}

/** What the campaign makes of a channel. */
export interface CampaignValues {
  /** What an engagement is worth; 0 where nobody said. */
  valueMicros: number;
  currency: string;
  isTimeCritical: boolean;
  explorePercent: number;
  /** What a message is expected to cost; null when the price list says nothing. */
  costMicros(channel: ChannelId): number | null;
}

export interface BestQuestion {
  wished: readonly ChannelId[];
  /** Channels of the steps after this one. */
  later: readonly ChannelId[];
  person: PersonFacts;
  habits: PersonHabits;
  campaign: CampaignFacts;
  values: CampaignValues;
  batch: RoutingBatch;
  now: Date;
}

/** What a message that does not arrive is still worth when a later step catches it. */
const fallbackShare = 0.9;
/** In time-critical campaigns an hour costs 0.6 % of an engagement: as much as a channel's rate differs from the next. */
const valueShareLostPerMinute = 1 / 10_000;
const conversationHours = 24;
/** The lowest probability two hundred redraws can tell from none. */
const shareMin = 1 / (2 * redraws);

/**
 * Takes the channel of the rung that suits the person best. No gate is ever traded for a score: only channels that
 * passed all of them are compared. The message is compiled only for the channel that wins.
 */
export function chooseBest(about: BestQuestion): Choice {
  const { wished, person, campaign, now, habits } = about;
  const asked = wished.map((id): AskedChannel => {
    const question = { channel: channels[id], facts: person.channels[id], person, campaign, now };
    return { question, answer: askGates(question) };
  });
  const possible = asked.filter(({ answer }) => answer.kind === "pass");
  const isCompared = possible.length > 1;
  const record = isCompared ? compare(about, possible) : null;
  const checked = new Map<ChannelId, AskedChannel>();
  const isOpen = (channel: ChannelId) => checked.get(channel)?.answer.kind !== "refuse";
  const answered = () => asked.map((each) => checked.get(each.question.channel.id) ?? each);
  for (;;) {
    const picked = record && pickCandidate(record, habits.contactId, ({ channel }) => isOpen(channel));
    const winner = picked
      ? possible.find(({ question }) => question.channel.id === picked.candidate.channel)
      : possible.find(({ question }) => record === null && isOpen(question.channel.id));
    if (winner === undefined) return waitOrGiveUp(answered());
    const answer = askContent(winner.question);
    checked.set(winner.question.channel.id, { ...winner, answer });
    if (answer.kind !== "pass") continue;
    if (record === null || picked === null) return choiceOf(answered(), winner.question, "only_option", null);
    const { rule, candidate } = picked;
    if (rule === "preference" || rule === "conversation") return choiceOf(answered(), winner.question, rule, record);
    const propensity = propensityOf(about, record, candidate.channel, ({ channel }) => isOpen(channel));
    return choiceOf(answered(), winner.question, rule, { ...record, propensity });
  }
}

function compare(about: BestQuestion, possible: readonly AskedChannel[]): Omit<RouteRecord, "propensity"> {
  const { habits, values, batch, now } = about;
  const preferred = habits.preferred.filter((each) => about.wished.includes(each));
  const conversation = liveConversation(possible, now);
  const fallbacks = bestLater(about);
  return {
    ...{ policy: policyVersion, seed: batch.seed, segment: habits.segment },
    personWeight: rounded(batch.policy.model.personWeight, 2),
    ...{ valueMicros: values.valueMicros, currency: values.currency, explorePercent: values.explorePercent },
    ...(preferred.length > 0 && { preferred }),
    ...(conversation !== null && { conversation }),
    ...(fallbacks.length > 0 && { fallbacks }),
    candidates: possible.map(({ question: { channel } }) => {
      const candidate = candidateOf(about, channel.id, batch.drawn(habits.segment, channel.id));
      return { ...candidate, score: Math.round(scoreOf(candidate, values, fallbacks)) };
    }),
  };
}

/** The channel on which the person wrote last, if that is not long ago. */
function liveConversation(possible: readonly AskedChannel[], now: Date): ChannelId | null {
  let latest = now.getTime() - conversationHours * 3_600_000;
  let found: ChannelId | null = null;
  for (const { question } of possible) {
    const at = question.facts?.lastInboundAt?.getTime() ?? Number.NEGATIVE_INFINITY;
    if (at <= latest) continue;
    latest = at;
    found = question.channel.id;
  }
  return found;
}

/** What a channel promises, rounded as it is recorded, so that the record leads to the same choice. */
function candidateOf(
  { habits, values, batch }: BestQuestion,
  channel: ChannelId,
  drawn: number,
): Omit<RouteCandidate, "score"> {
  const { model, reach } = batch.policy;
  const person = habits.counts[channel] ?? noCounts;
  const mu = rounded(drawn, 5);
  return {
    channel,
    reach: rounded(reach(habits.segment, channel, person), 4),
    theta: rounded(personRate(model.personWeight, mu, person), 5),
    engaged: rounded(person.engaged, 2),
    delivered: rounded(person.delivered, 2),
    mu,
    costMicros: values.costMicros(channel),
    ...(values.isTimeCritical && { minutes: rounded(model.minutes[channel] ?? 1, 1) }),
    ...(habits.lastEngaged === channel && { isLastEngaged: true }),
  };
}

/** The two best channels of later steps, by what is expected of them: two, because none catches what it failed to bring. */
function bestLater(about: BestQuestion): Fallback[] {
  const { later, person, campaign, now, values, batch, habits } = about;
  return later
    .flatMap((id): Fallback[] => {
      const question = { channel: channels[id], facts: person.channels[id], person, campaign, now };
      if (askGates(question).kind === "refuse") return [];
      const candidate = candidateOf(about, id, batch.policy.rate(habits.segment, id));
      const score = Math.round(scoreOf(candidate, values, []));
      return score > 0 ? [{ channel: id, score }] : [];
    })
    .sort((one, other) => other.score - one.score)
    .slice(0, 2);
}

/** Expected value in millionths: what an engagement brings, less what it costs to get there. */
function scoreOf(
  { channel, reach, theta, costMicros, minutes }: Omit<RouteCandidate, "score">,
  { valueMicros }: Pick<CampaignValues, "valueMicros">,
  fallbacks: readonly Fallback[],
): number {
  const next = fallbacks[0]?.channel === channel ? fallbacks[1] : fallbacks[0];
  const caught = (1 - reach) * fallbackShare * (next?.score ?? 0);
  if (valueMicros === 0) return reach * theta * 1_000_000 + caught;
  const delay = (minutes ?? 0) * valueShareLostPerMinute * valueMicros;
  return reach * theta * valueMicros - (costMicros ?? 0) - delay + caught;
}

/**
 * How probable the choice was: by lot, or because the rates drawn for the batch made it the best, which is told by
 * drawing them again and again.
 */
function propensityOf(
  { batch: { policy }, values }: BestQuestion,
  record: RouteRecord,
  chosen: ChannelId,
  isOpen: (candidate: RouteCandidate) => boolean,
): number {
  // In the order in which ties are decided, so that of those nearly as good as the best the first is taken.
  const open = inTieOrder(record.candidates.filter(isOpen));
  const place = open.findIndex(({ channel }) => channel === chosen);
  const { personWeight, segment, fallbacks = [] } = record;
  // A score is linear in the rate of the segment, so two of them tell all the others.
  const lines = open.map((each) => {
    const at = (mu: number) => scoreOf({ ...each, theta: personRate(personWeight, mu, each) }, values, fallbacks);
    return { base: at(0), slope: at(1) - at(0), drawn: policy.redrawn(segment, each.channel) };
  });
  const hits = timesPicked(lines, place, tieShareOf(record));
  const lot = record.explorePercent / 100;
  // Where nothing is ever drawn by lot, what happened was at least possible.
  const share = lot === 0 ? Math.max(shareMin, hits / redraws) : hits / redraws;
  return rounded((1 - lot) * share + lot / open.length, 5);
}

interface ScoreLine {
  base: number;
  slope: number;
  drawn: Float64Array;
}

/** The innermost loop of routing: no objects, no calls. */
function timesPicked(lines: readonly ScoreLine[], place: number, share: number): number {
  const scores = new Float64Array(lines.length);
  let hits = 0;
  for (let redraw = 0; redraw < redraws; redraw += 1) {
    let top = Number.NEGATIVE_INFINITY;
    for (let index = 0; index < lines.length; index += 1) {
      const line = lines[index] as ScoreLine;
      const score = line.base + line.slope * (line.drawn[redraw] as number);
      scores[index] = score;
      if (score > top) top = score;
    }
    const enough = top - share * Math.abs(top);
    let first = 0;
    while ((scores[first] as number) < enough) first += 1;
    if (first === place) hits += 1;
  }
  return hits;
}

function rounded(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}
