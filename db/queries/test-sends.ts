import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Database } from "@/db/client";
import { productsOfContact } from "@/db/queries/catalogue";
import { consentRefusalSql } from "@/db/queries/consent";
import type { ArmKey } from "@/lib/campaign/schema";
import type { ChannelId } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import type { Person } from "@/lib/message/person";
import type { Message } from "@/lib/message/schema";
import { type TestSendItem, type TestSendRequest, testsPerHourMax } from "@/lib/test-send/schema";
import type { WorkspaceSettings } from "@/lib/workspace/schema";

type Statements = Pick<Database, "execute">;

const hourMs = 60 * 60 * 1000;
/** A test that comes later than this would surprise whoever has gone on with their work. */
const waitsSecondsMax = 600;

export interface TestOrder extends TestSendRequest {
  workspaceId: string;
  userId: string;
  settings: Pick<WorkspaceSettings, "carrier" | "senders">;
  now: Date;
}

export type TestOrderOutcome =
  | { kind: "created"; waiting: number }
  /** This request was heard before; nothing was added. */
  | { kind: "repeated" }
  | { kind: "too_many"; waitSeconds: number }
  | { kind: "not_found" };

/**
 * Writes down the tests of one press of the button: one row per phone and channel, those that may not go refused at
 * once with their reason. Run it in a transaction. The same request twice is one; a workspace that reaches real people
 * sends to confirmed numbers of its own and nowhere else.
 */
export async function createTestSends(tx: Statements, order: TestOrder): Promise<TestOrderOutcome> {
  const { workspaceId, userId, requestId, campaignId, asContactId, settings, now } = order;
  const at = now.toISOString();
  // One press at a time per person: the count below is then exact, and a double click finds the first one's rows.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`test-send:${userId}`}, 0))`);
  const known = await tx.execute(sql`
    select 1 from test_send where workspace_id = ${workspaceId} and request_id = ${requestId} limit 1`);
  if (known.length > 0) return { kind: "repeated" };
  const wanted = order.targets.flatMap((target) => order.channels.map((channel) => ({ target, channel })));
  const since = new Date(now.getTime() - hourMs).toISOString();
  const [recent] = await tx.execute<{ count: number; oldest: Date | string | null }>(sql`
    select count(*)::int as count, min(created_at) as oldest from test_send
    where sent_by = ${userId} and created_at > ${since}::timestamptz`);
  if (recent !== undefined && recent.count + wanted.length > testsPerHourMax) {
    const oldest = recent.oldest === null ? now : new Date(recent.oldest);
    return { kind: "too_many", waitSeconds: Math.ceil((oldest.getTime() + hourMs - now.getTime()) / 1000) };
  }
  const rows = wanted.map(({ target, channel }, place) => ({
    id: uuidv7(),
    place,
    channel,
    addressKind: channels[channel].addressKind,
    contactId: target.kind === "phone" ? target.contactId : null,
    testNumberId: target.kind === "number" ? target.testNumberId : null,
    refused:
      settings.senders[channel] === undefined
        ? "no_sender"
        : target.kind === "phone" && settings.carrier !== "sandbox"
          ? "not_own"
          : null,
  }));
  const stored = await tx.execute<{ state: string }>(sql`
    insert into test_send (id, workspace_id, campaign_id, arm_key, request_id, place, message, as_contact_id, channel,
      carrier, contact_id, address_id, state, error_code, failed_at, sent_by, created_at)
    -- A number of one's own and the virtual phone of its contact are one phone.
    select distinct on (e.channel, coalesce(a.id, e.id)) e.id, c.workspace_id, c.id, ${order.armKey}, ${requestId}::uuid, e.place,
      ${JSON.stringify(order.message)}::text::jsonb, ${asContactId}::uuid, e.channel, ${settings.carrier}, k.id, a.id,
      case when r.code is null then 'pending' else 'cancelled' end, r.code,
      case when r.code is null then null else ${at}::timestamptz end, ${userId}::uuid, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as e(id uuid, place int, channel text,
      "addressKind" text, "contactId" uuid, "testNumberId" uuid, refused text)
    join campaign c on c.id = ${campaignId} and c.workspace_id = ${workspaceId}
    left join test_number n on n.id = e."testNumberId" and n.workspace_id = c.workspace_id
      and n.verified_at is not null and n.carrier = ${settings.carrier}
    left join address own on own.id = n.address_id and own.workspace_id = c.workspace_id
    left join contact k on k.id = coalesce(own.contact_id, e."contactId") and k.workspace_id = c.workspace_id
      and k.erased_at is null
    left join lateral (
      select id from address where contact_id = k.id and kind = e."addressKind" and (n.id is null or id = n.address_id)
      order by created_at desc, id limit 1) a on true
    cross join lateral (select coalesce(e.refused,
      case when k.id is null then 'gone' when a.id is null then 'no_address'
        else nullif(${consentRefusalSql({ contactId: sql`k.id`, channel: sql`e.channel`, topic: sql`c.topic`, now })}, 'no_consent') end) as code) r
    where ${asContactId}::uuid is null or exists (
      select from contact w where w.id = ${asContactId}::uuid and w.workspace_id = ${workspaceId} and w.erased_at is null)
    order by e.channel, coalesce(a.id, e.id), e.place
    returning state`);
  if (stored.length === 0) return { kind: "not_found" };
  return { kind: "created", waiting: stored.filter(({ state }) => state === "pending").length };
}

export interface ClaimedTest {
  id: string;
  campaignId: string;
  armKey: ArmKey;
  channel: ChannelId;
  contactId: string;
  message: Message;
  /** Null for the sample person. */
  person: Person | null;
  address: string;
  addressDetail: Record<string, string>;
  lastInboundAt: string | null;
}

const personColumns = sql`jsonb_build_object('first_name', p.first_name, 'last_name', p.last_name, 'email', p.email,
  'country', p.country, 'locale', p.locale, 'time_zone', p.time_zone, 'attributes', coalesce(p.attributes, '{}'),
  'products', ${productsOfContact(sql`p.id`)})`;

/**
 * Claims waiting tests of one request, for good: what is claimed and then lost in a crash is never sent by another.
 * Consent and the account are asked about once more in the same statement.
 */
export async function claimTestSends(
  db: Statements,
  claim: { workspaceId: string; requestId: string; limit: number; now: Date; leaseSeconds: number },
): Promise<ClaimedTest[]> {
  const at = claim.now.toISOString();
  const since = new Date(claim.now.getTime() - waitsSecondsMax * 1000).toISOString();
  const rows = await db.execute<Record<string, unknown>>(sql`
    with open as materialized (
      select t.id, case when w.settings ->> 'carrier' <> t.carrier then 'carrier_changed'
        else nullif(${consentRefusalSql({ contactId: sql`t.contact_id`, channel: sql`t.channel`, topic: sql`c.topic`, now: claim.now })}, 'no_consent') end as refusal
      from test_send t join campaign c on c.id = t.campaign_id join workspace w on w.id = t.workspace_id
      where t.workspace_id = ${claim.workspaceId} and t.request_id = ${claim.requestId} and t.state = 'pending'
        and t.created_at > ${since}::timestamptz
      order by t.place limit ${claim.limit} for update of t skip locked
    ), refused as (
      update test_send t set state = 'cancelled', error_code = open.refusal, failed_at = ${at}::timestamptz
      from open where t.id = open.id and open.refusal is not null
    ), claimed as (
      update test_send t set state = 'sending',
        lease_until = ${at}::timestamptz + make_interval(secs => ${claim.leaseSeconds})
      from open where t.id = open.id and open.refusal is null returning t.*
    )
    select t.id, t.campaign_id as "campaignId", t.arm_key as "armKey", t.channel, t.contact_id as "contactId",
      t.message, a.value as address, a.detail as "addressDetail", h.last_inbound_at as "lastInboundAt",
      case when t.as_contact_id is null then null else ${personColumns} end as person
    from claimed t
    join address a on a.id = t.address_id and a.workspace_id = t.workspace_id
    left join contact p on p.id = t.as_contact_id and p.workspace_id = t.workspace_id
    left join reachability h on h.address_id = a.id and h.channel = t.channel
    order by t.place`);
  return rows.map((row) => row as unknown as ClaimedTest);
}

/** What became of a claimed test. */
export type TestOutcome =
  | { kind: "accepted"; providerMessageId: string }
  | { kind: "failed"; code: string }
  /** We did not hand it over. */
  | { kind: "cancelled"; code: string; text: string | null }
  | { kind: "unknown" };

/** Records what the provider answered. A receipt may have been faster: what it brought is never taken back. */
export async function recordTestOutcome(
  db: Statements,
  workspaceId: string,
  id: string,
  outcome: TestOutcome,
  now: Date,
): Promise<void> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const state = { accepted: "accepted", failed: "rejected", cancelled: "cancelled", unknown: "unknown" }[outcome.kind];
  const isOver = outcome.kind === "failed" || outcome.kind === "cancelled";
  const code = "code" in outcome ? outcome.code : null;
  const words = "text" in outcome ? outcome.text : null;
  const providerId = "providerMessageId" in outcome ? outcome.providerMessageId : null;
  await db.execute(sql`
    update test_send set
      provider_message_id = coalesce(provider_message_id, ${providerId}::text),
      accepted_at = ${outcome.kind === "accepted" ? sql`coalesce(accepted_at, ${at})` : sql`accepted_at`},
      failed_at = case when ${isOver}::boolean and state = 'sending' then ${at} else failed_at end,
      error_code = case when state = 'sending' then ${code}::text else error_code end,
      error_text = case when state = 'sending' then ${words}::text else error_text end,
      state = case when state = 'sending' then ${state}::text else state end,
      lease_until = null
    where id = ${id} and workspace_id = ${workspaceId}`);
}

/** The latest tests of a campaign, newest first. What nobody works on any more is told as what it has become. */
export async function listTestSends(
  db: Statements,
  workspaceId: string,
  campaignId: string,
  { limit, now }: { limit: number; now: Date },
): Promise<TestSendItem[]> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const isLate = sql`(t.state = 'pending' and t.created_at <= ${at} - make_interval(secs => ${waitsSecondsMax}))`;
  const rows = await db.execute<Record<string, unknown>>(sql`
    select t.id, t.request_id as "requestId", t.arm_key as "armKey", t.channel,
      case when ${isLate} then 'cancelled' when t.state = 'sending' and t.lease_until <= ${at} then 'unknown'
        else t.state end as state,
      case when ${isLate} then 'too_late' else t.error_code end as "errorCode", t.error_text as "errorText",
      coalesce(n.label, nullif(concat_ws(' ', k.first_name, k.last_name), ''), 'Somebody without a name') as "to",
      case when t.carrier = 'sandbox' then k.id end as "phoneOf",
      case when t.as_contact_id is null then null
        else coalesce(nullif(concat_ws(' ', p.first_name, p.last_name), ''), 'a contact without a name') end as "asName",
      u.name as "sentByName", t.created_at as "createdAt", t.opened_at as "openedAt"
    from test_send t
    left join contact k on k.id = t.contact_id and k.workspace_id = t.workspace_id
    left join contact p on p.id = t.as_contact_id and p.workspace_id = t.workspace_id
    left join test_number n on n.address_id = t.address_id and n.workspace_id = t.workspace_id
    left join app_user u on u.id = t.sent_by
    where t.workspace_id = ${workspaceId} and t.campaign_id = ${campaignId}
    order by t.created_at desc, t.place limit ${limit}`);
  return rows.map((row) => row as unknown as TestSendItem);
}

/** Notes that a link of a test was followed. Counted nowhere else. */
export async function markTestOpened(db: Statements, id: string, now: Date): Promise<void> {
  await db.execute(sql`
    update test_send set opened_at = ${now.toISOString()}::timestamptz where id = ${id} and opened_at is null`);
}
