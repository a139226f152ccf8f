import { eventRows, phoneOf, type Queries, type StoredMessage } from "@/db/queries/sandbox";
import type { JsonObject } from "@/lib/channels/contract";
import type { CarriedState } from "@/lib/sandbox/advance-message";
import { accountOf, inboundUrlOf } from "@/lib/sandbox/callback-address";
import { type CarrierEvent, carrierEventSchema, type PlannedEvent } from "@/lib/sandbox/carrier-event";
import { type Inbound, inboundBody } from "@/lib/sandbox/inbound-body";
import type { PhoneState } from "@/lib/sandbox/phone-state";
import { planPosts } from "@/lib/sandbox/plan-events";
import { stopIntent } from "@/lib/sandbox/stop-intent";
import { wireChannel } from "@/lib/sandbox/wire-channels";

/** The carrier at work: what is due, what came of it. Everything in sets. */

export interface ClaimedEvent {
  id: string;
  messageId: string;
  attempts: number;
  createdAt: Date;
  event: CarrierEvent;
}

/**
 * Takes up to `limit` due events. They come back by themselves after `leaseSeconds` unless they were settled, so that a
 * killed worker loses nothing.
 */
export async function claimDueEvents(
  sql: Queries,
  { now, limit, leaseSeconds }: { now: Date; limit: number; leaseSeconds: number },
): Promise<ClaimedEvent[]> {
  const lease = new Date(now.getTime() + leaseSeconds * 1000);
  const rows = await sql<(Omit<ClaimedEvent, "event"> & { payload: unknown; dueAt: Date })[]>`
    with due as (
      select id, due_at from sandbox.event where due_at <= ${now} order by due_at limit ${limit}
      for update skip locked
    )
    update sandbox.event set due_at = ${lease}, attempts = attempts + 1
    from due where event.id = due.id
    returning event.id, message_id as "messageId", attempts, created_at as "createdAt", payload, due.due_at as "dueAt"`;
  return [...rows]
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
    .map(({ payload, id, messageId, attempts, createdAt }) => ({
      id,
      messageId,
      attempts,
      createdAt,
      event: carrierEventSchema.parse(payload),
    }));
}

/** Bodies of messages that still wait to be submitted, for fetching their media beforehand. */
export async function bodiesToSubmit(
  sql: Queries,
  ids: string[],
): Promise<{ id: string; channel: string; body: JsonObject }[]> {
  if (ids.length === 0) return [];
  return sql<{ id: string; channel: string; body: JsonObject }[]>`
    select id, channel, body from sandbox.message where id = any(${ids}::uuid[]) and state = 'accepted'`;
}

/** A message with the phone it is for. */
export interface MessageAtPhone extends StoredMessage {
  phone: PhoneState;
  personSeed: string | null;
}

type MessageRow = StoredMessage & { [Key in keyof PhoneState]: PhoneState[Key] | null } & { personSeed: string | null };

/** Locks messages until the end of the transaction, in an order that cannot deadlock. */
export async function lockMessages(sql: Queries, ids: string[]): Promise<Map<string, MessageAtPhone>> {
  const rows = await sql<MessageRow[]>`
    select message.id, account, channel, message.number, sender, client_ref as "clientRef", body, state,
      status_url as "statusUrl", created_at as "createdAt", (body ->> 'ttl')::int as "ttlSeconds",
      platform, online, rcs, whatsapp, messenger, push, person_seed as "personSeed"
    from sandbox.message left join sandbox.phone on phone.number = message.number
    where message.id = any(${ids}::uuid[]) and direction = 'out'
    order by message.id for update of message`;
  return new Map(rows.map((row) => [row.id, { ...row, phone: phoneOf(row) }]));
}

export interface MessageChange {
  id: string;
  state: CarriedState;
  errorCode: number | null;
}

/** Writes what became of messages. */
export async function changeMessages(sql: Queries, changes: readonly MessageChange[], now: Date): Promise<void> {
  if (changes.length === 0) return;
  await sql`
    update sandbox.message set state = changed.state, error_code = changed."errorCode",
      delivered_at = case when changed.state = 'delivered' then ${now} else delivered_at end,
      read_at = case when changed.state = 'read' then ${now} else read_at end
    from jsonb_to_recordset(${JSON.stringify(changes)}::text::jsonb) as changed(id uuid, state text, "errorCode" int)
    where message.id = changed.id`;
}

/** Puts events on the clock. */
export async function addEvents(sql: Queries, events: readonly PlannedEvent[], now: Date): Promise<void> {
  if (events.length === 0) return;
  await sql`
    insert into sandbox.event (id, message_id, kind, due_at, attempts, payload, created_at)
    select id, message_id, kind, due_at, attempts, payload, ${now}
    from jsonb_to_recordset(${eventRows(events)}::text::jsonb)
      as planned(id uuid, message_id uuid, kind text, due_at timestamptz, attempts int, payload jsonb)`;
}

/** Events that are over. */
export async function dropEvents(sql: Queries, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`delete from sandbox.event where id = any(${ids}::uuid[])`;
}

/** Callbacks that were not answered with 200. */
export async function postponeEvents(sql: Queries, events: readonly { id: string; dueAt: Date }[]): Promise<void> {
  if (events.length === 0) return;
  await sql`
    update sandbox.event set due_at = later."dueAt"
    from jsonb_to_recordset(${JSON.stringify(events)}::text::jsonb) as later(id uuid, "dueAt" timestamptz)
    where event.id = later.id`;
}

/**
 * Records what a person wrote or tapped: their message, the conversation window it opens, the carrier's own list of
 * those who said STOP, and the callback to the sender.
 */
export async function recordInbound(
  sql: Queries,
  inbound: Inbound & { account: string; statusUrl: string },
  now: Date,
): Promise<void> {
  const { id, channel, number, sender, says, statusUrl } = inbound;
  const account = inbound.account || accountOf(statusUrl);
  const rules = wireChannel(channel);
  const body = inboundBody(inbound, now);
  const inboundUrl = inboundUrlOf(statusUrl);
  await sql`
    insert into sandbox.message (id, account, direction, channel, number, sender, body, state, status_url, created_at)
    values (${id}, ${account}, 'in', ${channel}, ${number}, ${sender}, ${JSON.stringify(body)}::text::jsonb, 'received',
      ${inboundUrl}, ${now})`;
  if (rules?.windowHours) {
    await sql`
      insert into sandbox.conversation (account, number, sender, channel, last_inbound_at)
      values (${account}, ${number}, ${sender}, ${channel}, ${now})
      on conflict (account, number, sender, channel) do update set last_inbound_at = excluded.last_inbound_at`;
  }
  const intent = rules?.honoursStop ? intentOf(says) : null;
  if (intent === "stop") {
    await sql`
      insert into sandbox.stop (account, number, sender, at) values (${account}, ${number}, ${sender}, ${now})
      on conflict (account, number, sender) do update set at = excluded.at`;
  } else if (intent === "start") {
    await sql`delete from sandbox.stop where account = ${account} and number = ${number} and sender = ${sender}`;
  }
  await addEvents(sql, planPosts({ id, statusUrl: inboundUrl }, body, now), now);
}

function intentOf(says: Inbound["says"]): "stop" | "start" | null {
  if (says.kind === "text") return stopIntent(says.text);
  return says.kind === "reply" ? stopIntent(says.id) : null;
}

/** Forgets messages older than `before`, a slice at a time. Answers how many went. */
export async function forgetMessages(sql: Queries, before: Date, limit: number): Promise<number> {
  const rows = await sql`
    delete from sandbox.message where id in (
      select id from sandbox.message where created_at < ${before} order by created_at limit ${limit}
    ) returning id`;
  return rows.length;
}

/** Definitions of registered templates, by `name|language`. */
export async function templatesOf(
  sql: Queries,
  named: readonly { name: string; language: string }[],
): Promise<Map<string, JsonObject>> {
  if (named.length === 0) return new Map();
  const rows = await sql<{ name: string; language: string; definition: JsonObject }[]>`
    select name, language, definition from sandbox.template
    where name = any(${[...new Set(named.map(({ name }) => name))]}::text[])`;
  return new Map(rows.map(({ name, language, definition }) => [`${name}|${language}`, definition]));
}
