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

export interface GateRecord {
  channel: ChannelId;
  /** The first gate that stood in the way; null for a channel that was chosen or would have been possible. */
  refused: Refusal | null;
  /** ISO 8601 UTC: when that gate opens again; absent where it does not. */
  until?: string;
}

export interface Choice {
  chosen: { channel: ChannelId; addressId: string } | null;
  /** When to decide anew, because nothing is possible now and something is then; null otherwise. */
  waitUntil: Date | null;
  rule: "only_option" | "first_possible" | "deferred" | "none_possible";
  gates: GateRecord[];
}

interface Candidate {
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
  const asked: Candidate[] = [];
  for (const id of wished) {
    const question = { channel: channels[id], facts: person.channels[id], person, campaign, now };
    let answer = askGates(question);
    if (answer.kind === "pass") answer = askContent(question);
    asked.push({ question, answer });
    const addressId = question.facts?.addressId ?? null;
    if (answer.kind === "pass" && addressId !== null) {
      return {
        chosen: { channel: id, addressId },
        waitUntil: null,
        rule: wished.length === 1 ? "only_option" : "first_possible",
        gates: asked.map(recordOf),
      };
    }
  }
  return orWait(asked);
}

/** Nobody waits for a channel that cannot carry their message even then. */
function orWait(asked: Candidate[]): Choice {
  let waitUntil: Date | null = null;
  for (const candidate of asked) {
    if (candidate.answer.kind !== "defer") continue;
    const content = askContent(candidate.question);
    if (content.kind === "refuse") {
      candidate.answer = content;
      continue;
    }
    const { until } = candidate.answer;
    if (waitUntil === null || until < waitUntil) waitUntil = until;
  }
  return {
    chosen: null,
    waitUntil,
    rule: waitUntil === null ? "none_possible" : "deferred",
    gates: asked.map(recordOf),
  };
}

function recordOf({ question: { channel }, answer }: Candidate): GateRecord {
  switch (answer.kind) {
    case "pass":
      return { channel: channel.id, refused: null };
    case "refuse":
      return { channel: channel.id, refused: answer.reason };
    case "defer":
      return { channel: channel.id, refused: answer.reason, until: answer.until.toISOString() };
  }
}
