import type { ChannelId } from "@/lib/channels/ids";
import { type ConsentRefusal, type CurrentConsent, maySend } from "@/lib/consent/may-send";

/** A channel, and the kind of address it writes to. */
export interface ChannelQuestion {
  channel: ChannelId;
  addressKind: string;
}

/** What the rules are told about a person on a channel. */
export interface PersonChannel {
  channel: ChannelId;
  addressId: string | null;
  address: string | null;
  addressDetail: Record<string, string> | null;
  /** Null while nobody knows. */
  reachable: boolean | null;
  lastInboundAt: string | null;
  /** The channel takes no more messages to the address for now. */
  isBlocked: boolean;
  consentRefusal: ConsentRefusal | null;
}

/** All that is known about how a person can be reached, whatever the channels. */
export interface PersonReach {
  pausedUntil: Date | string | null;
  erasedAt: Date | string | null;
  consent: CurrentConsent[] | null;
  /** The latest first. */
  addresses: AddressRow[] | null;
}

interface AddressRow {
  id: string;
  kind: string;
  value: string;
  detail: Record<string, string>;
  reach: Pick<PersonChannel, "channel" | "reachable" | "lastInboundAt" | "isBlocked">[] | null;
}

/** What the rules are told about a person, channel by channel. Whether they agreed is said as `consent_refusal` says it. */
export function channelsOfPerson(
  person: PersonReach,
  { questions, topic, now }: { questions: readonly ChannelQuestion[]; topic: string; now: Date },
): PersonChannel[] {
  const pausedUntil = person.pausedUntil === null ? null : new Date(person.pausedUntil);
  const erasedAt = person.erasedAt === null ? null : new Date(person.erasedAt);
  const said = { consent: person.consent ?? [], topic, now };
  return questions.map(({ channel, addressKind }) => {
    const address = addressFor(person.addresses ?? [], channel, addressKind);
    const reach = address === null ? null : reachOf(address, channel);
    return {
      channel,
      addressId: address?.id ?? null,
      address: address?.value ?? null,
      addressDetail: address?.detail ?? null,
      reachable: reach?.reachable ?? null,
      lastInboundAt: reach?.lastInboundAt ?? null,
      isBlocked: reach?.isBlocked ?? false,
      consentRefusal: maySend({ ...said, channel, pausedUntil, erasedAt }),
    };
  });
}

/** Their latest number: digits without "+"; null when they have none. */
export function phoneOfPerson({ addresses }: PersonReach): string | null {
  return addresses?.find(({ kind }) => kind === "phone")?.value ?? null;
}

/** The latest; one that is known to be dead, such as a browser that is gone, only when there is no other. */
function addressFor(addresses: readonly AddressRow[], channel: string, addressKind: string): AddressRow | null {
  const ofKind = addresses.filter(({ kind }) => kind === addressKind);
  return ofKind.find((address) => reachOf(address, channel)?.reachable !== false) ?? ofKind[0] ?? null;
}

function reachOf({ reach }: AddressRow, channel: string) {
  return reach?.find((each) => each.channel === channel) ?? null;
}
