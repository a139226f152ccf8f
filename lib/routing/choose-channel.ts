import type { ChannelId } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import {
  askContent,
  askGates,
  type CampaignFacts,
  type GateAnswer,
  type GateQuestion,
  type PersonFacts,
  type Refusal,
} from "@/lib/routing/gates";
import type { RouteRecord } from "@/lib/routing/route-record";

interface GateRecord {
  channel: ChannelId;
  /** The first gate that stood in the way; null for a channel that was chosen or would have been possible. */
  refused: Refusal | null;
  /** ISO 8601 UTC: when that gate opens again; absent where it does not. */
  until?: string;
}

export type RoutingRule =
  | "only_option"
  | "first_possible"
  | "preference"
  | "conversation"
  | "score"
  | "explore"
  | "deferred"
  | "none_possible";

export interface Choice {
  chosen: { channel: ChannelId; addressId: string } | null;
  /** When to decide anew, because nothing is possible now and something is then; null otherwise. */
  waitUntil: Date | null;
  rule: RoutingRule;
  gates: GateRecord[];
  /** What a choice among several was made by; null where there was nothing to compare. */
  record: RouteRecord | null;
}

/** A channel of the step and how it answered. */
export interface AskedChannel {
  question: GateQuestion;
  answer: GateAnswer;
}

/**
 * Takes the first channel of the rung that may and can reach the person, and says why each earlier one was passed over.
 * A channel that is closed only for now makes the person wait when no other can take over.
 */
export function chooseChannel(
  wished: readonly ChannelId[],
  person: PersonFacts,
  campaign: CampaignFacts,
  now: Date,
): Choice {
  const asked: AskedChannel[] = [];
  for (const id of wished) {
    const question = { channel: channels[id], facts: person.channels[id], person, campaign, now };
    let answer = askGates(question);
    if (answer.kind === "pass") answer = askContent(question);
    asked.push({ question, answer });
    if (answer.kind === "pass") {
      return choiceOf(asked, question, wished.length === 1 ? "only_option" : "first_possible", null);
    }
  }
  return waitOrGiveUp(asked);
}

/** The choice of one channel that passed the gates, of which an address is one. */
export function choiceOf(
  asked: readonly AskedChannel[],
  { channel, facts }: GateQuestion,
  rule: RoutingRule,
  record: RouteRecord | null,
): Choice {
  const addressId = facts?.addressId ?? null;
  if (addressId === null) throw new Error(`no address on ${channel.id}`);
  return { chosen: { channel: channel.id, addressId }, waitUntil: null, rule, gates: asked.map(recordOf), record };
}

/** Nothing is possible now. Nobody waits for a channel that cannot carry their message even then. */
export function waitOrGiveUp(asked: readonly AskedChannel[]): Choice {
  let waitUntil: Date | null = null;
  const settled = asked.map((each): AskedChannel => {
    if (each.answer.kind !== "defer") return each;
    const content = askContent(each.question);
    if (content.kind === "refuse") return { ...each, answer: content };
    const { until } = each.answer;
    if (waitUntil === null || until < waitUntil) waitUntil = until;
    return each;
  });
  return {
    chosen: null,
    waitUntil,
    rule: waitUntil === null ? "none_possible" : "deferred",
    gates: settled.map(recordOf),
    record: null,
  };
}

function recordOf({ question: { channel }, answer }: AskedChannel): GateRecord {
  switch (answer.kind) {
    case "pass":
      return { channel: channel.id, refused: null };
    case "refuse":
      return { channel: channel.id, refused: answer.reason };
    case "defer":
      return { channel: channel.id, refused: answer.reason, until: answer.until.toISOString() };
  }
}
