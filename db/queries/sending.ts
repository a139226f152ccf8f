import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { besideKey } from "@/db/queries/beside-key";
import { productsOfContact } from "@/db/queries/catalogue";
import { personChannelColumns } from "@/db/queries/person-channels";
import { arm, campaign, workspace } from "@/db/schema/tables";
import { campaignRulesSchema } from "@/lib/campaign/rules";
import type { ArmKey } from "@/lib/campaign/schema";
import type { ChannelId } from "@/lib/channels/ids";
import type { Person } from "@/lib/message/person";
import {
  type ChannelQuestion,
  channelsOfPerson,
  type PersonChannel,
  type PersonReach,
  phoneOfPerson,
} from "@/lib/routing/person-channels";
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

/**
 * Lets nobody be called for a campaign until a moment, soon: a worker is at it, even while it waits and nothing is under
 * way.
 */
export async function keepWorking(
  db: Pick<Database, "execute">,
  { workspaceId, id }: { workspaceId: string; id: string },
  until: Date,
): Promise<void> {
  await db.execute(sql`
    update campaign set worker_until = ${until.toISOString()}::timestamptz
    where id = ${id} and workspace_id = ${workspaceId} and state = 'sending'`);
}

interface PersonRow {
  contactId: string;
  person: Person;
}

export interface WaitingRecipient extends PersonRow {
  rung: number;
  armKey: ArmKey;
  channels: PersonChannel[];
  /** Their latest number: digits without "+". */
  phone: string | null;
}

/** What a message may say about the contact `k`, as JSON: text that is only handed on, which takes half the time of `jsonb`. */
export const personColumns = sql`json_build_object('first_name', k.first_name, 'last_name', k.last_name, 'email', k.email,
  'country', k.country, 'locale', k.locale, 'time_zone', k.time_zone, 'attributes', k.attributes,
  'products', ${productsOfContact(sql`k.id`)})`;

/** From when on a pending recipient `r` may be decided about; written as the index has it. */
export const decidableFrom = sql`coalesce(r.next_action_at, timestamptz '-infinity')`;

/** Whether a pending recipient `r` may be decided about now: who waits for a later moment is passed over. */
const isDecidable = (now: Date) => sql`${decidableFrom} <= ${now.toISOString()}::timestamptz`;

/**
 * Locks the next people of a campaign who wait for a rung, with all facts the decision needs. Rows another worker holds
 * are passed over; with `locksPeople` also people another campaign is deciding about, whose messages have to be counted
 * first.
 *
 * The facts are read by a statement of its own, which sees everything that was committed before the lock was ours.
 * Whoever opts out locks the same rows: either that waits for what is decided here, or it is known here.
 */
export async function lockWaitingRecipients(
  tx: Pick<Database, "execute">,
  workspaceId: string,
  campaignId: string,
  { limit, locksPeople, ...asked }: AskedOfPeople & { limit: number; locksPeople: boolean },
  now: Date,
): Promise<WaitingRecipient[]> {
  const locked = await tx.execute<{ contactId: string; rung: number; armKey: ArmKey }>(sql`
    select r.contact_id as "contactId", r.rung, r.arm_key as "armKey" from recipient r
    join campaign c on c.id = r.campaign_id and c.state = 'sending'
    ${locksPeople ? sql`join contact k on k.id = r.contact_id` : sql``}
    where r.campaign_id = ${campaignId} and r.workspace_id = ${workspaceId} and r.state = 'pending'
      and ${isDecidable(now)}
    order by ${decidableFrom}, r.contact_id limit ${limit} for update of r skip locked
      ${locksPeople ? sql`for no key update of k skip locked` : sql``}`);
  if (locked.length === 0) return [];
  const facts = await factsOfPeople(tx, workspaceId, locked, asked, now);
  return locked.flatMap((row) => {
    const known = facts.get(row.contactId);
    return known === undefined ? [] : [{ ...known, rung: row.rung, armKey: row.armKey }];
  });
}

/** On which channels a campaign may reach people, and what it is about. */
interface AskedOfPeople {
  questions: readonly ChannelQuestion[];
  topic: string;
}

type PersonFacts = Omit<WaitingRecipient, "rung" | "armKey">;

async function factsOfPeople(
  tx: Pick<Database, "execute">,
  workspaceId: string,
  people: readonly { contactId: string }[],
  asked: AskedOfPeople,
  now: Date,
): Promise<Map<string, PersonFacts>> {
  const ids = JSON.stringify(people.map(({ contactId }) => contactId));
  const rows = await tx.execute<Record<string, unknown>>(sql`
    select k.id as "contactId", ${personColumns} as person, ${personChannelColumns(now)}
    from jsonb_array_elements_text(${ids}::text::jsonb) as e(id)
    join contact k on k.id = e.id::uuid and k.workspace_id = ${workspaceId}`);
  const known = rows as unknown as (PersonRow & PersonReach)[];
  return new Map(
    known.map((row) => [
      row.contactId,
      {
        ...{ contactId: row.contactId, person: row.person, phone: phoneOfPerson(row) },
        channels: channelsOfPerson(row, { ...asked, now }),
      },
    ]),
  );
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
  /** Whether it is handed over here and now: claimed as it is made. Otherwise it waits to be claimed. */
  isHandedOver: boolean;
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

/**
 * Stores what was decided for a set of people: their deliveries, the reasons, and where they stand now. Answers which
 * deliveries are claimed by that and may be handed over: those that are to be, while the campaign still sends.
 */
export async function storeDecisions(
  tx: Pick<Database, "execute">,
  workspaceId: string,
  campaignId: string,
  decided: { deliveries: PreparedDelivery[]; decisions: StoredDecision[]; recipients: RecipientChange[] },
  { now, leaseSeconds }: { now: Date; leaseSeconds: number },
): Promise<Set<string>> {
  const at = now.toISOString();
  // One statement: a way to the server and back costs as much as writing several rows.
  const claimed = await tx.execute<{ id: string; state: string }>(sql`
    with made as (
      insert into delivery (id, workspace_id, campaign_id, contact_id, rung, arm_key, channel, address_id, state, attempts,
        lease_until, good_until, reserved_micros, created_at)
      select r.id, ${workspaceId}::uuid, ${campaignId}::uuid, r."contactId", r.rung, r."armKey", r.channel, r."addressId",
        case when goes.now then 'sending' else 'pending' end, goes.now::int,
        case when goes.now then ${at}::timestamptz + make_interval(secs => ${leaseSeconds}) end,
        r."goodUntil", r."reservedMicros", ${at}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(decided.deliveries)}::text::jsonb) as r(
        id uuid, "contactId" uuid, rung int, "armKey" text, channel text, "addressId" uuid, "goodUntil" timestamptz,
        "reservedMicros" int, "isHandedOver" boolean)
      cross join (select state = 'sending' as sends from campaign where id = ${campaignId} offset 0) c
      cross join lateral (select r."isHandedOver" and c.sends as now) goes
      on conflict do nothing returning id, state
    ), explained as (
      insert into decision (campaign_id, contact_id, rung, workspace_id, chosen, rule, gates, record, decided_at)
      select ${campaignId}::uuid, "contactId", rung, ${workspaceId}::uuid, chosen, rule, gates, nullif(record, 'null'),
        ${at}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(decided.decisions)}::text::jsonb) as r(
        "contactId" uuid, rung int, chosen text, rule text, gates jsonb, record jsonb)
      on conflict (campaign_id, contact_id, rung) do update
        set chosen = excluded.chosen, rule = excluded.rule, gates = excluded.gates, record = excluded.record,
          decided_at = excluded.decided_at
    ), moved as (${changeOfRecipients(campaignId, decided.recipients, now)})
    select id, state from made`);
  return new Set(claimed.flatMap(({ id, state }) => (state === "sending" ? [id] : [])));
}

/** Moves people to where they stand now. */
export async function changeRecipients(
  tx: Pick<Database, "execute">,
  campaignId: string,
  changes: readonly RecipientChange[],
  now: Date,
): Promise<void> {
  if (changes.length > 0) await tx.execute(changeOfRecipients(campaignId, changes, now));
}

function changeOfRecipients(campaignId: string, changes: readonly RecipientChange[], now: Date): SQL {
  const rows = changes.map((change) => ({ ...change, campaignId }));
  return sql`
    update recipient r set state = e.state, rung = e.rung, reason = e.reason, next_action_at = e."nextActionAt",
      updated_at = ${now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as e(
      "campaignId" uuid, "contactId" uuid, state text, rung int, reason text, "nextActionAt" timestamptz)
    where r.campaign_id = e."campaignId" and r.contact_id = e."contactId"
      and ${besideKey(sql`r.state in ('pending', 'active')`)}`;
}
