import type { Channel } from "@/lib/channels/contract";
import type { ChannelId } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import type { ConsentRefusal } from "@/lib/consent/may-send";

/** Why a person's message cannot go out on a channel as it is. */
export type ContentRefusal = "blocked_content" | "missing_value" | "no_code_left";

/** Why a channel was not used for a person, in the order the gates are asked. */
type GateRefusal =
  | { gate: "consent"; reason: ConsentRefusal }
  | { gate: "sender"; reason: "no_sender" }
  | { gate: "address"; reason: "no_address" }
  | { gate: "country"; reason: "country_not_served" }
  | { gate: "capability"; reason: "known_unreachable" }
  | { gate: "conversation"; reason: "window_closed" }
  | { gate: "content"; reason: ContentRefusal };

/** What is known about a person's way on one channel. */
export interface ChannelFacts {
  consentRefusal: ConsentRefusal | null;
  addressId: string | null;
  /** Null while nobody knows. */
  reachable: boolean | null;
  lastInboundAt: Date | null;
}

export interface PersonFacts {
  country: string | null;
  channels: Partial<Record<ChannelId, ChannelFacts>>;
}

export interface CampaignFacts {
  /** Channels with a sender in this workspace. */
  ready: ReadonlySet<ChannelId>;
  /** Whether the person's message can be sent on a channel as it is. */
  contentRefusal(channel: ChannelId): ContentRefusal | null;
}

interface GateRecord {
  channel: ChannelId;
  /** `gate:reason`; null for the channel that was chosen or would have been possible. */
  refused: string | null;
}

export interface Choice {
  chosen: { channel: ChannelId; addressId: string } | null;
  rule: "only_option" | "first_possible" | "none_possible";
  gates: GateRecord[];
}

/** Takes the first channel of the rung that may and can reach the person, and says why each earlier one was passed over. */
export function chooseChannel(
  wished: readonly ChannelId[],
  person: PersonFacts,
  campaign: CampaignFacts,
  now: Date,
): Choice {
  const gates: GateRecord[] = [];
  for (const id of wished) {
    const refusal = firstRefusal(channels[id], person, campaign, now);
    gates.push({ channel: id, refused: refusal === null ? null : `${refusal.gate}:${refusal.reason}` });
    const addressId = person.channels[id]?.addressId ?? null;
    if (refusal === null && addressId !== null) {
      return {
        chosen: { channel: id, addressId },
        rule: wished.length === 1 ? "only_option" : "first_possible",
        gates,
      };
    }
  }
  return { chosen: null, rule: "none_possible", gates };
}

/** Whether free-form messages are allowed now because the person wrote not long ago. */
export function isWindowOpen(channel: Channel, lastInboundAt: Date | null, now: Date): boolean {
  if (channel.conversationWindowHours === null) return true;
  if (lastInboundAt === null) return false;
  return now.getTime() - lastInboundAt.getTime() < channel.conversationWindowHours * 3_600_000;
}

function firstRefusal(channel: Channel, person: PersonFacts, campaign: CampaignFacts, now: Date): GateRefusal | null {
  const facts = person.channels[channel.id];
  if (facts?.consentRefusal != null) return { gate: "consent", reason: facts.consentRefusal };
  if (!campaign.ready.has(channel.id)) return { gate: "sender", reason: "no_sender" };
  if (facts === undefined || facts.addressId === null) return { gate: "address", reason: "no_address" };
  if (channel.countries !== null && person.country !== null && !channel.countries.includes(person.country)) {
    return { gate: "country", reason: "country_not_served" };
  }
  if (facts.reachable === false) return { gate: "capability", reason: "known_unreachable" };
  if (channel.outsideWindow === "refused" && !isWindowOpen(channel, facts.lastInboundAt, now)) {
    return { gate: "conversation", reason: "window_closed" };
  }
  const content = campaign.contentRefusal(channel.id);
  return content === null ? null : { gate: "content", reason: content };
}
