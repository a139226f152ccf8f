import type { ChannelId } from "@/lib/channels/ids";
import { pickByScore, type Scored, tieShare, tieShareWithoutValue } from "@/lib/routing/pick-by-score";
import { seededRandom } from "@/lib/sandbox/seeded-random";

/** A channel that passed the gates, with the numbers it was compared by. */
export interface RouteCandidate extends Scored {
  channel: ChannelId;
  /** How probably a message reaches the person. */
  reach: number;
  /** How probably the person engages with what reached them. */
  theta: number;
  /** What is known of the person here: engaged of delivered, older ones counting less. */
  engaged: number;
  delivered: number;
  /** The rate of people like them, as drawn for the batch. */
  mu: number;
  /** Expected minutes to delivery; present where time is money. */
  minutes?: number;
  /** Whole millionths of the currency; of an engagement where that has no value. */
  score: number;
}

export interface Fallback {
  channel: ChannelId;
  score: number;
}

/** What a choice among several channels was made by: enough to make it again and to say it in a sentence. */
export interface RouteRecord {
  policy: number;
  /** Of the batch; with the person's id it also tells whether and how their channel was drawn by lot. */
  seed: string;
  segment: string;
  personWeight: number;
  /** What an engagement is worth; 0 where nobody said. */
  valueMicros: number;
  currency: string;
  explorePercent: number;
  /** The channels the person asked for, the first first; absent when they never said. */
  preferred?: ChannelId[];
  /** Where they wrote in the last 24 hours; absent when nowhere. */
  conversation?: ChannelId;
  /** The best channels of later steps, which catch what does not arrive; absent when there are none. At most two. */
  fallbacks?: Fallback[];
  candidates: RouteCandidate[];
  /** How probable the choice was; absent where nothing was left to chance. */
  propensity?: number;
}

interface Picked {
  candidate: RouteCandidate;
  rule: "preference" | "conversation" | "explore" | "score";
}

/**
 * The choice among the candidates that are still open; null when none is. The order of the rules: what the person asked
 * for, where they are talking to us, now and then a lot to keep learning, and else what promises most.
 */
export function pickCandidate(
  record: Omit<RouteRecord, "propensity">,
  contactId: string,
  isOpen: (candidate: RouteCandidate) => boolean,
): Picked | null {
  const open = record.candidates.filter(isOpen);
  const find = (channel: ChannelId | undefined) => open.find((each) => each.channel === channel);
  for (const wished of record.preferred ?? []) {
    const candidate = find(wished);
    if (candidate !== undefined) return { candidate, rule: "preference" };
  }
  const talking = find(record.conversation);
  if (talking !== undefined) return { candidate: talking, rule: "conversation" };
  if (mayBeDrawn(record)) {
    const random = seededRandom(`${record.seed} ${contactId}`);
    if (random() < record.explorePercent / 100) {
      const drawn = open[Math.floor(random() * open.length)];
      if (drawn !== undefined) return { candidate: drawn, rule: "explore" };
    }
  }
  const best = pickByScore(open, tieShareOf(record));
  return best === undefined ? null : { candidate: best, rule: "score" };
}

/** Only who never asked for a channel may be given one by lot. */
function mayBeDrawn({ preferred }: Pick<RouteRecord, "preferred">): boolean {
  return preferred === undefined;
}

export function tieShareOf({ valueMicros }: Pick<RouteRecord, "valueMicros">): number {
  return valueMicros === 0 ? tieShareWithoutValue : tieShare;
}
