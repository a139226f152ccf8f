import { type SQL, sql } from "drizzle-orm";
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

/**
 * Columns with all that says on which channels the contact `k` may and can be reached, to be read by `channelsOfPerson`.
 * Once for a person whatever the channels: asked for each channel, this would take longer than all the rest of a decision.
 */
export const personChannelColumns = (now: Date): SQL => sql`k.paused_until as "pausedUntil", k.erased_at as "erasedAt",
  (select json_agg(json_build_object('channel', s.channel, 'topic', s.topic, 'status', s.status))
    from consent s where s.contact_id = k.id) as consent,
  (select json_agg(json_build_object('id', a.id, 'kind', a.kind, 'value', a.value, 'detail', a.detail, 'reach', (
        select json_agg(json_build_object('channel', h.channel, 'reachable', h.reachable,
          'lastInboundAt', h.last_inbound_at,
          'isBlocked', coalesce(h.blocked_until > ${now.toISOString()}::timestamptz, false)))
        from reachability h where h.address_id = a.id))
      order by a.created_at desc, a.id)
    from address a where a.contact_id = k.id) as addresses`;

/** A row of those columns. */
export interface PersonChannelRow {
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
  row: PersonChannelRow,
  { questions, topic, now }: { questions: readonly ChannelQuestion[]; topic: string; now: Date },
): PersonChannel[] {
  const { addresses } = row;
  const said = { consent: row.consent ?? [], topic, now };
  const pausedUntil = row.pausedUntil === null ? null : new Date(row.pausedUntil);
  const erasedAt = row.erasedAt === null ? null : new Date(row.erasedAt);
  return questions.map(({ channel, addressKind }) => {
    const address = addressFor(addresses ?? [], channel, addressKind);
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
export function phoneOfPerson({ addresses }: PersonChannelRow): string | null {
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
