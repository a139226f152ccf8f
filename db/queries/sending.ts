import { and, eq, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { productsOfContact } from "@/db/queries/catalogue";
import { consentRefusalSql } from "@/db/queries/consent";
import { arm, campaign, workspace } from "@/db/schema/tables";
import { campaignRulesSchema } from "@/lib/campaign/rules";
import type { ArmKey } from "@/lib/campaign/schema";
import type { ChannelId } from "@/lib/channels/ids";
import type { ConsentRefusal } from "@/lib/consent/may-send";
import type { Person } from "@/lib/message/person";
import type { RouteRecord } from "@/lib/routing/route-record";

/** A campaign with all that sending needs, read once per run. */
export async function loadSendingCampaign(db: Database, workspaceId: string, campaignId: string) {
  const [row] = await db
    .select({ campaign, settings: workspace.settings })
    .from(campaign)
    .innerJoin(workspace, eq(workspace.id, campaign.workspaceId))
    .where(and(eq(campaign.id, campaignId), eq(campaign.workspaceId, workspaceId)));
  if (row === undefined) return null;
  const arms = await db.select().from(arm).where(eq(arm.campaignId, campaignId)).orderBy(arm.key);
  const rules = campaignRulesSchema.parse(row.campaign.rules);
  return { ...row.campaign, rules, settings: row.settings, arms };
}

interface PersonRow {
  contactId: string;
  person: Person;
}

interface ChannelRow {
  channel: ChannelId;
  addressId: string | null;
  address: string | null;
  addressDetail: Record<string, string> | null;
  reachable: boolean | null;
  lastInboundAt: string | null;
  /** The channel takes no more messages to the address for now. */
  isBlocked: boolean;
  consentRefusal: ConsentRefusal | null;
}

export interface WaitingRecipient extends PersonRow {
  rung: number;
  armKey: ArmKey;
  channels: ChannelRow[];
  /** Their latest number: digits without "+". */
  phone: string | null;
}

/** What a message may say about the contact `k`, as JSON. */
export const personColumns = sql`jsonb_build_object('first_name', k.first_name, 'last_name', k.last_name, 'email', k.email,
  'country', k.country, 'locale', k.locale, 'time_zone', k.time_zone, 'attributes', k.attributes,
  'products', ${productsOfContact(sql`k.id`)})`;

export interface ChannelQuestion {
  channel: ChannelId;
  addressKind: string;
}

/** From when on a pending recipient `r` may be decided about; written as the index has it. */
export const decidableFrom = sql`coalesce(r.next_action_at, timestamptz '-infinity')`;

/** Whether a pending recipient `r` may be decided about now: who waits for a later moment is passed over. */
const isDecidable = (now: Date) => sql`${decidableFrom} <= ${now.toISOString()}::timestamptz`;

/**
 * Locks the next people of a campaign who wait for a rung, with all facts the decision needs, in one statement.
 * Rows another worker holds are passed over; with `locksPeople` also people another campaign is deciding about, whose
 * messages have to be counted first.
 */
export async function lockWaitingRecipients(
  tx: Pick<Database, "execute">,
  workspaceId: string,
  campaignId: string,
  { questions, limit, locksPeople }: { questions: readonly ChannelQuestion[]; limit: number; locksPeople: boolean },
  now: Date,
): Promise<WaitingRecipient[]> {
  const rows = await tx.execute<Record<string, unknown>>(sql`
    with waiting as materialized (
      select r.contact_id, r.rung, r.arm_key from recipient r
      join campaign c on c.id = r.campaign_id and c.state = 'sending'
      ${locksPeople ? sql`join contact k on k.id = r.contact_id` : sql``}
      where r.campaign_id = ${campaignId} and r.workspace_id = ${workspaceId} and r.state = 'pending'
        and ${isDecidable(now)}
      order by ${decidableFrom}, r.contact_id limit ${limit} for update of r skip locked
        ${locksPeople ? sql`for no key update of k skip locked` : sql``}
    )
    select w.contact_id as "contactId", w.rung, w.arm_key as "armKey", ${personColumns} as person,
      (select value from address where contact_id = w.contact_id and kind = 'phone'
        order by created_at desc, id limit 1) as phone,
      (select jsonb_agg(jsonb_build_object('channel', q.channel, 'addressId', a.id, 'address', a.value,
          'addressDetail', a.detail, 'reachable', a.reachable,
          'lastInboundAt', a.last_inbound_at,
          'isBlocked', coalesce(a.blocked_until > ${now.toISOString()}::timestamptz, false),
          'consentRefusal', ${consentRefusalSql({ contactId: sql`w.contact_id`, channel: sql`q.channel`, topic: sql`c.topic`, now })}))
        from jsonb_to_recordset(${JSON.stringify(questions)}::text::jsonb) as q(channel text, "addressKind" text)
        left join lateral (
          -- The latest; one that is known to be dead, such as a browser that is gone, only when there is no other.
          select x.id, x.value, x.detail, r.reachable, r.blocked_until, r.last_inbound_at from address x
          left join reachability r on r.address_id = x.id and r.channel = q.channel
          where x.contact_id = w.contact_id and x.kind = q."addressKind"
          order by r.reachable is false, x.created_at desc, x.id limit 1) a on true) as channels
    from waiting w
    join campaign c on c.id = ${campaignId}
    join contact k on k.id = w.contact_id`);
  return rows.map((row) => row as unknown as WaitingRecipient);
}

export interface PreparedDelivery {
  id: string;
  contactId: string;
  rung: number;
  armKey: ArmKey;
  channel: ChannelId;
  addressId: string;
  /** Null for ever. */
  goodUntil: Date | null;
  /** Promised to it of a budget. */
  reservedMicros: number | null;
}

export interface StoredDecision {
  contactId: string;
  rung: number;
  chosen: ChannelId | null;
  rule: string;
  gates: { channel: ChannelId; refused: string | null; until?: string }[];
  record: RouteRecord | null;
}

export interface RecipientChange {
  contactId: string;
  state: string;
  rung: number;
  reason: string | null;
  nextActionAt: Date | null;
}

/** Stores what was decided for a set of people: their deliveries, the reasons, and where they stand now. */
export async function storeDecisions(
  tx: Pick<Database, "execute">,
  workspaceId: string,
  campaignId: string,
  decided: { deliveries: PreparedDelivery[]; decisions: StoredDecision[]; recipients: RecipientChange[] },
  now: Date,
): Promise<void> {
  const at = now.toISOString();
  await tx.execute(sql`
    insert into delivery (id, workspace_id, campaign_id, contact_id, rung, arm_key, channel, address_id, state, good_until,
      reserved_micros, created_at)
    select id, ${workspaceId}::uuid, ${campaignId}::uuid, "contactId", rung, "armKey", channel, "addressId", 'pending', "goodUntil", "reservedMicros", ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(decided.deliveries)}::text::jsonb) as r(
      id uuid, "contactId" uuid, rung int, "armKey" text, channel text, "addressId" uuid, "goodUntil" timestamptz, "reservedMicros" int)
    on conflict do nothing`);
  await tx.execute(sql`
    insert into decision (campaign_id, contact_id, rung, workspace_id, chosen, rule, gates, record, decided_at)
    select ${campaignId}::uuid, "contactId", rung, ${workspaceId}::uuid, chosen, rule, gates, nullif(record, 'null'),
      ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(decided.decisions)}::text::jsonb) as r(
      "contactId" uuid, rung int, chosen text, rule text, gates jsonb, record jsonb)
    on conflict (campaign_id, contact_id, rung) do update
      set chosen = excluded.chosen, rule = excluded.rule, gates = excluded.gates, record = excluded.record,
        decided_at = excluded.decided_at`);
  await changeRecipients(tx, campaignId, decided.recipients, now);
}

/** Moves people to where they stand now. */
export async function changeRecipients(
  tx: Pick<Database, "execute">,
  campaignId: string,
  changes: readonly RecipientChange[],
  now: Date,
): Promise<void> {
  if (changes.length === 0) return;
  await tx.execute(sql`
    update recipient r set state = e.state, rung = e.rung, reason = e.reason, next_action_at = e."nextActionAt",
      updated_at = ${now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(changes.map((change) => ({ ...change, campaignId })))}::text::jsonb) as e(
      "campaignId" uuid, "contactId" uuid, state text, rung int, reason text, "nextActionAt" timestamptz)
    where r.campaign_id = e."campaignId" and r.contact_id = e."contactId" and r.state in ('pending', 'active')`);
}
