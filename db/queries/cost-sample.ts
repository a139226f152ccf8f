import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { audienceCondition } from "@/db/queries/audience";
import { armOfDraw } from "@/db/queries/launch";
import { type ChannelQuestion, personColumns } from "@/db/queries/sending";
import type { Audience } from "@/lib/audience/rule";
import type { ArmKey } from "@/lib/campaign/schema";
import type { ChannelId } from "@/lib/channels/ids";
import type { ConsentRefusal } from "@/lib/consent/may-send";
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
      (select coalesce(jsonb_agg(jsonb_build_object('channel', q.channel, 'addressId', a.id, 'address', a.value,
          'reachable', h.reachable, 'lastInboundAt', h.last_inbound_at,
          'consentRefusal', consent_refusal(p.id, q.channel, ${sample.topic}, ${sample.now.toISOString()}::timestamptz))),
          '[]')
        from jsonb_to_recordset(${JSON.stringify(sample.questions)}::text::jsonb) as q(channel text, "addressKind" text)
        left join lateral (
          select id, value from address where contact_id = p.id and kind = q."addressKind"
          order by created_at desc, id limit 1) a on true
        left join reachability h on h.address_id = a.id and h.channel = q.channel) as channels
    from people p join contact k on k.id = p.id order by p.id`);
  return rows.map((row) => row as unknown as SampledPerson);
}

/** A number from 0 to 1 that depends on the person and a word alone; as launching draws arms. */
function drawOf(word: string) {
  return sql`('x' || substr(md5(${word} || c.id::text), 1, 8))::bit(32)::bigint / 4294967296.0`;
}
