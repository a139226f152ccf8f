import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { audienceCondition } from "@/db/queries/audience";
import { armOfDraw, drawOf } from "@/db/queries/launch";
import { type ChannelQuestion, personColumns } from "@/db/queries/sending";
import type { Audience } from "@/lib/audience/rule";
import type { ArmKey } from "@/lib/campaign/schema";
import type { ChannelId } from "@/lib/channels/ids";
import { type ConsentRefusal, type CurrentConsent, maySend } from "@/lib/consent/may-send";
import type { AssignmentSlice } from "@/lib/experiment/assignment-slices";
import type { Person } from "@/lib/message/person";

/** A person as the sending will see them. */
export interface SampledPerson {
  contactId: string;
  /** Null: would be held out. */
  armKey: ArmKey | null;
  person: Person;
  channels: {
    channel: ChannelId;
    addressId: string | null;
    address: string | null;
    reachable: boolean | null;
    lastInboundAt: string | null;
    isBlocked: boolean;
    consentRefusal: ConsentRefusal | null;
  }[];
}

export interface CostSample {
  workspaceId: string;
  audience: Audience;
  topic: string;
  /** The campaign's own: people fall into the arms they will be in. */
  salt: string;
  slices: readonly AssignmentSlice[];
  questions: readonly ChannelQuestion[];
  /** Null for everybody; else whom the draw takes, each with the same probability `share`, by nothing but the seed. */
  draw: { seed: string; share: number } | null;
  /** The last person of the set before; null at the beginning. */
  after: string | null;
  peopleMax: number;
  now: Date;
}

/** The next people of an audience, or of a random sample of it, with all that decides what is sent to them. */
export async function costSample(db: Pick<Database, "execute">, sample: CostSample): Promise<SampledPerson[]> {
  const { workspaceId, draw } = sample;
  const taken = draw === null ? sql`true` : sql`${drawOf(draw.seed)} < ${draw.share}::float8`;
  const rows = await db.execute<Record<string, unknown>>(sql`
    with people as materialized (
      select c.id, ${drawOf(sample.salt)} as draw from contact c
      where c.workspace_id = ${workspaceId} and ${audienceCondition(sample.audience)} and ${taken}
        and (${sample.after}::uuid is null or c.id > ${sample.after}::uuid)
      order by c.id limit ${sample.peopleMax}
    )
    select p.id as "contactId", ${armOfDraw(sample.slices)} as "armKey", ${personColumns} as person,
      k.paused_until as "pausedUntil",
      (select coalesce(jsonb_agg(jsonb_build_object('channel', s.channel, 'topic', s.topic, 'status', s.status)), '[]')
        from consent s where s.contact_id = p.id) as consent,
      (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'kind', a.kind, 'value', a.value)
          order by a.created_at desc, a.id), '[]') from address a where a.contact_id = p.id) as addresses,
      (select coalesce(jsonb_agg(jsonb_build_object('addressId', h.address_id, 'channel', h.channel,
          'reachable', h.reachable, 'lastInboundAt', h.last_inbound_at,
          'isBlocked', coalesce(h.blocked_until > ${sample.now.toISOString()}::timestamptz, false))), '[]')
        from address a join reachability h on h.address_id = a.id where a.contact_id = p.id) as reach
    from people p join contact k on k.id = p.id order by p.id`);
  return rows.map((row) => sampledPerson(row as unknown as SampleRow, sample));
}

interface SampleRow extends Pick<SampledPerson, "contactId" | "armKey" | "person"> {
  pausedUntil: Date | string | null;
  consent: CurrentConsent[];
  /** The latest first. */
  addresses: { id: string; kind: string; value: string }[];
  reach: {
    addressId: string;
    channel: string;
    reachable: boolean | null;
    lastInboundAt: string | null;
    isBlocked: boolean;
  }[];
}

/**
 * What is decided per channel is decided here, by the pure twin of the database's `consent_refusal`: called for each
 * person and channel, that function alone would take longer than everything else.
 */
function sampledPerson(row: SampleRow, { questions, topic, now }: CostSample): SampledPerson {
  const { contactId, armKey, person, consent } = row;
  const pausedUntil = row.pausedUntil === null ? null : new Date(row.pausedUntil);
  const channels = questions.map(({ channel, addressKind }) => {
    const address = row.addresses.find(({ kind }) => kind === addressKind);
    const reach = row.reach.find((each) => each.addressId === address?.id && each.channel === channel);
    return {
      channel,
      addressId: address?.id ?? null,
      address: address?.value ?? null,
      reachable: reach?.reachable ?? null,
      lastInboundAt: reach?.lastInboundAt ?? null,
      isBlocked: reach?.isBlocked ?? false,
      // The audience holds nobody who was erased.
      consentRefusal: maySend({ consent, channel, topic, pausedUntil, erasedAt: null, now }),
    };
  });
  return { contactId, armKey, person, channels };
}
