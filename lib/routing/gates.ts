import type { Channel } from "@/lib/channels/contract";
import type { ChannelId } from "@/lib/channels/ids";
import type { ConsentRefusal } from "@/lib/consent/may-send";
import { isWindowOpen } from "@/lib/routing/is-window-open";

/** Why a person's message cannot go out on a channel as it is. */
export type ContentRefusal = "blocked_content" | "missing_value" | "no_code_left";

/** Which money is not there for a message. `unpriced`: nobody can say, so that no budget could be kept. */
export type BudgetRefusal = "over_budget" | "over_month" | "over_person" | "person_messages" | "unpriced";

/** Why a channel was not used for a person: the gate, a colon, the reason. Stored; `reason-text.ts` has the words. */
export type Refusal =
  | `consent:${ConsentRefusal}`
  | "sender:no_sender"
  | "sender:used_up"
  | "sender:used_up_too_long"
  | "address:no_address"
  | "country:country_not_served"
  | "capability:known_unreachable"
  | "capability:blocked_for_now"
  | "conversation:window_closed"
  | `content:${ContentRefusal}`
  | "quiet:quiet_hours"
  | "quiet:until_expiry"
  | "quiet:never_open"
  | "frequency:capped"
  | "frequency:capped_too_long"
  | `budget:${BudgetRefusal}`
  | "health:circuit_open";

export type GateAnswer =
  | { kind: "pass" }
  | { kind: "refuse"; reason: Refusal }
  /** Not now: the person waits, and is decided about anew then. */
  | { kind: "defer"; reason: Refusal; until: Date };

/** What is known about a person's way on one channel. */
export interface ChannelFacts {
  consentRefusal: ConsentRefusal | null;
  addressId: string | null;
  /** Null while nobody knows. */
  reachable: boolean | null;
  lastInboundAt: Date | null;
  /** The channel turned a message to them down and takes no more for some hours, from any campaign. */
  isBlocked?: boolean;
  /** When the person may get one more message here, having had as many as they may; null or absent for now. */
  cappedUntil?: Date | null;
  /** When the sender may send to them again, having sent as much as carriers let it in a day; null or absent for now. */
  senderOpensAt?: Date | null;
}

export interface PersonFacts {
  country: string | null;
  channels: Partial<Record<ChannelId, ChannelFacts>>;
  /** The end of the quiet hours they are in; null or absent when they are in none. */
  quietUntil?: Date | "never" | null;
}

export interface CampaignFacts {
  /** Channels with a sender in this workspace. */
  ready: ReadonlySet<ChannelId>;
  /** Nothing is sent after this moment; null or absent for no such moment. */
  expiresAt?: Date | null;
  /** Channels whose provider is failing, so that trying costs time and helps nobody. */
  circuitsOpen?: ReadonlySet<ChannelId>;
  /** Whether the person's message can be sent on a channel as it is. It costs a compilation, so it is asked last. */
  contentRefusal(channel: ChannelId): ContentRefusal | null;
  /** Which money for the message is not left, null when all is; absent where nobody set a budget. */
  budgetRefusal?(channel: ChannelId): BudgetRefusal | null;
}

export interface GateQuestion {
  channel: Channel;
  facts: ChannelFacts | undefined;
  person: PersonFacts;
  campaign: CampaignFacts;
  now: Date;
}

type Gate = (question: GateQuestion) => GateAnswer;

/** How long a person waits for a provider that is failing, when no other channel of the step can take over. */
const circuitPauseMs = 120_000;

const pass: GateAnswer = { kind: "pass" };
const refuse = (reason: Refusal): GateAnswer => ({ kind: "refuse", reason });

const consent: Gate = ({ facts }) => (facts?.consentRefusal == null ? pass : refuse(`consent:${facts.consentRefusal}`));

const sender: Gate = ({ channel, campaign }) => (campaign.ready.has(channel.id) ? pass : refuse("sender:no_sender"));

const address: Gate = ({ facts }) => (facts?.addressId == null ? refuse("address:no_address") : pass);

const country: Gate = ({ channel: { countries }, person }) =>
  countries === null || person.country === null || countries.includes(person.country)
    ? pass
    : refuse("country:country_not_served");

const capability: Gate = ({ facts }) => {
  if (facts?.reachable === false) return refuse("capability:known_unreachable");
  return facts?.isBlocked === true ? refuse("capability:blocked_for_now") : pass;
};

const conversation: Gate = ({ channel, facts, now }) =>
  channel.outsideWindow !== "refused" || isWindowOpen(channel, facts?.lastInboundAt ?? null, now)
    ? pass
    : refuse("conversation:window_closed");

/** Quiet hours move a message; only one whose campaign is over by then is given up. */
const quietHours: Gate = ({ person: { quietUntil }, campaign: { expiresAt } }) => {
  if (quietUntil == null) return pass;
  if (quietUntil === "never") return refuse("quiet:never_open");
  if (expiresAt != null && quietUntil >= expiresAt) return refuse("quiet:until_expiry");
  return { kind: "defer", reason: "quiet:quiet_hours", until: quietUntil };
};

/** A campaign without an end gives up whoever would have to wait longer than this: news of last week is none. */
const capWaitMaxMs = 72 * 3_600_000;

const frequency: Gate = ({ facts, campaign: { expiresAt }, now }) => {
  const until = facts?.cappedUntil ?? null;
  if (until === null) return pass;
  const inTime = expiresAt == null ? until.getTime() - now.getTime() <= capWaitMaxMs : until < expiresAt;
  return inTime ? { kind: "defer", reason: "frequency:capped", until } : refuse("frequency:capped_too_long");
};

/** Tomorrow is soon enough, unless the campaign is over by then. */
const allowance: Gate = ({ facts, campaign: { expiresAt } }) => {
  const until = facts?.senderOpensAt ?? null;
  if (until === null) return pass;
  if (expiresAt != null && until >= expiresAt) return refuse("sender:used_up_too_long");
  return { kind: "defer", reason: "sender:used_up", until };
};

const budget: Gate = ({ channel, campaign }) => {
  const refusal = campaign.budgetRefusal?.(channel.id) ?? null;
  return refusal === null ? pass : refuse(`budget:${refusal}`);
};

const health: Gate = ({ channel, campaign, now }) =>
  campaign.circuitsOpen?.has(channel.id) === true
    ? { kind: "defer", reason: "health:circuit_open", until: new Date(now.getTime() + circuitPauseMs) }
    : pass;

/**
 * In the order of the rules. What stands above all of them (a stopped or paused campaign, the test and who is held out
 * of it) is decided before anybody is asked about. Content stands between `conversation` and `quietHours`; since it
 * costs a compilation it is asked apart, of channels that could still win.
 */
const gates: readonly Gate[] = [
  consent,
  sender,
  address,
  country,
  capability,
  conversation,
  quietHours,
  frequency,
  allowance,
  budget,
  health,
];

/** The first answer of a gate that is not a pass. Content is not asked: see `askContent`. */
export function askGates(question: GateQuestion): GateAnswer {
  for (const gate of gates) {
    const answer = gate(question);
    if (answer.kind !== "pass") return answer;
  }
  return pass;
}

/** Whether the message itself can go on the channel. */
export function askContent({ channel, campaign }: GateQuestion): GateAnswer {
  const refusal = campaign.contentRefusal(channel.id);
  return refusal === null ? pass : refuse(`content:${refusal}`);
}
