import type postgres from "postgres";
import { uuidv7 } from "uuidv7";
import type { JsonObject } from "@/lib/channels/contract";
import type { Surroundings } from "@/lib/sandbox/accept-message";
import type { CarriedState, MovingMessage } from "@/lib/sandbox/advance-message";
import type { PlannedEvent } from "@/lib/sandbox/carrier-event";
import { freshPhone, type PhoneState } from "@/lib/sandbox/phone-state";

/** What the sandbox carrier remembers at its door: taking messages, templates and push subscriptions in. */

/** A pool, or a transaction of it. */
export type Queries = postgres.ISql;

interface SurroundingsRow {
  platform: PhoneState["platform"] | null;
  online: boolean | null;
  rcs: boolean | null;
  whatsapp: boolean | null;
  messenger: boolean | null;
  push: boolean | null;
  stoppedAt: Date | null;
  messagesSince: number;
  lastInboundAt: Date | null;
  isTemplateApproved: boolean;
}

/** Everything the carrier must know to answer one request. */
export async function loadSurroundings(
  sql: Queries,
  about: { account: string; number: string; sender: string; channel: string },
  template: { name: string; language: string } | null,
): Promise<Omit<Surroundings, "account">> {
  const { account, number, sender, channel } = about;
  const [row] = await sql<SurroundingsRow[]>`
    select phone.platform, phone.online, phone.rcs, phone.whatsapp, phone.messenger, phone.push,
      stop.at as "stoppedAt", conversation.last_inbound_at as "lastInboundAt",
      case when stop.at is null then 0 else (
        select count(*)::int from sandbox.message
        where account = ${account} and number = ${number} and sender = ${sender} and direction = 'out'
          and created_at > stop.at
      ) end as "messagesSince",
      exists (
        select from sandbox.template
        where name = ${template?.name ?? ""} and language = ${template?.language ?? ""} and state = 'approved'
      ) as "isTemplateApproved"
    from (select 1) as one
    left join sandbox.phone on phone.number = ${number}
    left join sandbox.stop on stop.account = ${account} and stop.number = ${number} and stop.sender = ${sender}
    left join sandbox.conversation on conversation.account = ${account} and conversation.number = ${number}
      and conversation.sender = ${sender} and conversation.channel = ${channel}`;
  if (!row) throw new Error("A select without a condition gave no row.");
  const { stoppedAt, messagesSince, lastInboundAt, isTemplateApproved } = row;
  return {
    phone: phoneOf(row),
    stop: stoppedAt === null ? null : { at: stoppedAt, messagesSince },
    lastInboundAt,
    isTemplateApproved,
  };
}

/** A row of a left join as a phone; a number never seen before has a fresh one. */
export function phoneOf(row: { [Key in keyof PhoneState]: PhoneState[Key] | null }): PhoneState {
  return {
    platform: row.platform ?? freshPhone.platform,
    online: row.online ?? freshPhone.online,
    rcs: row.rcs ?? freshPhone.rcs,
    whatsapp: row.whatsapp ?? freshPhone.whatsapp,
    messenger: row.messenger ?? freshPhone.messenger,
    push: row.push ?? freshPhone.push,
  };
}

export interface NewMessage {
  id: string;
  account: string;
  channel: string;
  number: string;
  sender: string;
  clientRef: string | null;
  body: JsonObject;
  statusUrl: string | null;
}

/** Stores an accepted message together with what will happen to it. */
export async function storeAccepted(
  sql: Queries,
  message: NewMessage,
  events: PlannedEvent[],
  now: Date,
): Promise<void> {
  await sql`
    with stored as (
      insert into sandbox.message
        (id, account, direction, channel, number, sender, client_ref, body, state, status_url, created_at)
      values (${message.id}, ${message.account}, 'out', ${message.channel}, ${message.number}, ${message.sender},
        ${message.clientRef}, ${JSON.stringify(message.body)}::text::jsonb, 'accepted', ${message.statusUrl}, ${now})
    )
    insert into sandbox.event (id, message_id, kind, due_at, attempts, payload, created_at)
    select id, message_id, kind, due_at, attempts, payload, ${now}
    from jsonb_to_recordset(${eventRows(events)}::text::jsonb)
      as planned(id uuid, message_id uuid, kind text, due_at timestamptz, attempts int, payload jsonb)`;
}

/** Events as rows of JSON for one set-based insert. */
export function eventRows(events: readonly PlannedEvent[]): string {
  return JSON.stringify(
    events.map(({ messageId, dueAt, event }) => ({
      id: uuidv7(),
      message_id: messageId,
      kind: event.kind,
      due_at: dueAt,
      attempts: 0,
      payload: event,
    })),
  );
}

export interface StoredMessage extends MovingMessage {
  account: string;
  statusUrl: string | null;
}

/** One message that was handed to the carrier. */
export async function findCarried(sql: Queries, id: string): Promise<StoredMessage | null> {
  const [row] = await sql<StoredMessage[]>`
    select id, account, channel, number, sender, client_ref as "clientRef", body, state, status_url as "statusUrl",
      created_at as "createdAt", (body ->> 'ttl')::int as "ttlSeconds"
    from sandbox.message where id = ${id} and direction = 'out'`;
  return row ?? null;
}

/** Withdraws a message that no phone shows yet. False when it arrived meanwhile. */
export async function withdrawMessage(sql: Queries, id: string): Promise<boolean> {
  const state: CarriedState = "revoked";
  const rows = await sql`
    update sandbox.message set state = ${state} where id = ${id} and state in ('accepted', 'submitted') returning id`;
  return rows.length > 0;
}

/** Registers a template; the sandbox approves whatever is well-formed. */
export async function storeTemplate(
  sql: Queries,
  template: { name: string; language: string; definition: JsonObject },
): Promise<void> {
  await sql`
    insert into sandbox.template (name, language, definition, state)
    values (${template.name}, ${template.language}, ${JSON.stringify(template.definition)}::text::jsonb, 'approved')
    on conflict (name, language) do update set definition = excluded.definition, state = excluded.state`;
}

/** Whether a handset can show RCS; a number never seen before can. */
export async function hasRcs(sql: Queries, number: string): Promise<boolean> {
  const [row] = await sql<{ rcs: boolean }[]>`select rcs from sandbox.phone where number = ${number}`;
  return row?.rcs ?? freshPhone.rcs;
}

export interface PushSubscription {
  id: string;
  account: string;
  number: string;
  /** base64url, uncompressed P-256 point. */
  publicKey: string;
  /** base64url. */
  privateKey: string;
  /** base64url, 16 bytes. */
  auth: string;
}

/** Remembers a subscription a virtual browser made. */
export async function storePushSubscriptions(sql: Queries, subscriptions: readonly PushSubscription[]): Promise<void> {
  await sql`
    insert into sandbox.push_subscription (id, account, number, public_key, private_key, auth)
    select * from jsonb_to_recordset(${JSON.stringify(subscriptions)}::text::jsonb)
      as given(id uuid, account text, number text, "publicKey" text, "privateKey" text, auth text)
    on conflict (id) do nothing`;
}

/** A subscription with its phone; `gone` when the person took the permission back. */
export async function findPushSubscription(
  sql: Queries,
  id: string,
): Promise<(PushSubscription & { gone: boolean }) | null> {
  const [row] = await sql<(PushSubscription & { gone: boolean })[]>`
    select id, account, push_subscription.number, public_key as "publicKey", private_key as "privateKey", auth,
      gone or not coalesce(phone.push, true) as gone
    from sandbox.push_subscription left join sandbox.phone on phone.number = push_subscription.number
    where id = ${id}`;
  return row ?? null;
}

/** A notification with the same topic takes the place of one not yet shown. */
export async function dropWaitingNotifications(
  sql: Queries,
  about: { account: string; number: string; sender: string; topic: string },
): Promise<void> {
  const state: CarriedState = "revoked";
  await sql`
    update sandbox.message set state = ${state}
    where account = ${about.account} and number = ${about.number} and sender = ${about.sender}
      and state in ('accepted', 'submitted') and body ->> 'topic' = ${about.topic}`;
}
