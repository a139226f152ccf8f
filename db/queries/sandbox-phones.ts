import { uuidv7 } from "uuidv7";
import { eventRows, phoneOf, type Queries } from "@/db/queries/sandbox";
import type { AddressKind, JsonObject } from "@/lib/channels/contract";
import type { PlannedEvent } from "@/lib/sandbox/carrier-event";
import type { PhoneListItem } from "@/lib/sandbox/phone-list";
import type { StoredPhoneMessage } from "@/lib/sandbox/phone-screen";
import { freshPhone, type PhoneState } from "@/lib/sandbox/phone-state";

/**
 * Virtual phones as members of a workspace see them. The sandbox knows numbers, not people: every query here goes
 * through the contacts of one workspace, and the carrier's `account` is the workspace.
 */

/** Addresses by which a contact's phone is known to the carrier. A push subscription is filed under the contact. */
export interface PhoneOwner {
  contactId: string;
  name: string;
  /** Digits of the phone; null without one. */
  number: string | null;
  /** Everything messages may be addressed to. */
  addresses: string[];
  kinds: string[];
}

/** The owner of a phone; null when the contact is not of this workspace. */
export async function findPhoneOwner(sql: Queries, workspaceId: string, contactId: string): Promise<PhoneOwner | null> {
  const [row] = await sql<(Omit<PhoneOwner, "addresses"> & { values: string[] })[]>`
    select contact.id as "contactId", concat_ws(' ', first_name, last_name) as name,
      min(address.value) filter (where kind = 'phone') as number,
      coalesce(array_agg(address.value) filter (where kind <> 'push'), '{}') as "values",
      coalesce(array_agg(distinct kind) filter (where kind is not null), '{}') as kinds
    from contact left join address on address.contact_id = contact.id and address.workspace_id = contact.workspace_id
    where contact.id = ${contactId} and contact.workspace_id = ${workspaceId} and contact.erased_at is null
    group by contact.id`;
  if (!row) return null;
  const { values, ...owner } = row;
  return { ...owner, name: owner.name || owner.number || "No name", addresses: [...values, contactId] };
}

export interface PhoneListQuery {
  /** Part of a name or number; empty for those with the newest messages. */
  search: string;
  limit: number;
}

/** How far back the list looks for the newest messages. */
const recentMessages = 3_000;

/** Phones of a workspace's contacts: the newest message first, then by name. */
export async function listPhones(sql: Queries, workspaceId: string, query: PhoneListQuery): Promise<PhoneListItem[]> {
  const pattern = `%${query.search.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;
  const digits = query.search.replaceAll(/\D/g, "");
  const rows = await sql<(Omit<PhoneListItem, "lastAt"> & { lastAt: Date | null })[]>`
    with recent as (
      select number, max(created_at) as last_at
      from (
        select number, created_at from sandbox.message
        where account = ${workspaceId} and state in ('delivered', 'read', 'received')
        order by created_at desc limit ${recentMessages}
      ) as newest group by number
    ),
    found as (
      select contact.id, concat_ws(' ', first_name, last_name) as name,
        min(address.value) filter (where kind = 'phone') as number,
        coalesce(array_agg(address.value) filter (where kind <> 'push'), '{}') || contact.id::text as addresses,
        max(recent.last_at) as recent_at
      from contact
      left join address on address.contact_id = contact.id and address.workspace_id = contact.workspace_id
      left join recent on recent.number = address.value or recent.number = contact.id::text
      where contact.workspace_id = ${workspaceId} and contact.erased_at is null
        and (${query.search} = '' or concat_ws(' ', first_name, last_name) ilike ${pattern}
          or (${digits.length >= 3} and exists (
            select from address as own where own.contact_id = contact.id and own.kind = 'phone'
              and own.value like ${`%${digits}%`})))
      group by contact.id
      order by max(recent.last_at) desc nulls last, name, contact.id
      limit ${query.limit}
    )
    select found.id as "contactId", coalesce(nullif(found.name, ''), found.number, 'No name') as name, found.number,
      coalesce(phone.online, true) as online, last.created_at as "lastAt", last.channel as "lastChannel",
      (select count(*)::int from sandbox.message
        where account = ${workspaceId} and number = any(found.addresses) and state = 'delivered') as unread
    from found
    left join sandbox.phone on phone.number = found.number
    left join lateral (
      select created_at, channel from sandbox.message
      where account = ${workspaceId} and number = any(found.addresses) and state in ('delivered', 'read', 'received')
      order by created_at desc limit 1
    ) as last on true
    order by last.created_at desc nulls last, name, found.id`;
  return rows.map((row) => ({ ...row, lastAt: row.lastAt?.toISOString() ?? null }));
}

/** What a phone holds, oldest first; only messages of this workspace. */
export async function loadPhone(
  sql: Queries,
  workspaceId: string,
  owner: PhoneOwner,
  limit: number,
): Promise<{
  phone: PhoneState;
  isSimulated: boolean;
  hasSubscription: boolean;
  waiting: number;
  messages: StoredPhoneMessage[];
}> {
  const { addresses } = owner;
  const [phones, messages, [waiting], [subscription]] = await Promise.all([
    sql<(PhoneState & { personSeed: string | null })[]>`
      select platform, online, rcs, whatsapp, messenger, push, person_seed as "personSeed"
      from sandbox.phone where number = any(${addresses}::text[]) order by number = ${owner.number ?? ""} desc limit 1`,
    sql<StoredPhoneMessage[]>`
      select id, direction, channel, sender, body, state, coalesce(delivered_at, created_at) as "createdAt"
      from sandbox.message
      where account = ${workspaceId} and number = any(${addresses}::text[])
        and state in ('delivered', 'read', 'received')
      order by created_at desc limit ${limit}`,
    sql<{ count: number }[]>`
      select count(*)::int as count from sandbox.message
      where account = ${workspaceId} and number = any(${addresses}::text[]) and state in ('accepted', 'submitted')`,
    sql<{ id: string }[]>`
      select id from sandbox.push_subscription
      where account = ${workspaceId} and number = ${owner.contactId} and not gone limit 1`,
  ]);
  const [state] = phones;
  return {
    phone: state ? phoneOf(state) : freshPhone,
    isSimulated: state !== undefined && state.personSeed !== null,
    hasSubscription: subscription !== undefined,
    waiting: waiting?.count ?? 0,
    messages: [...messages].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime()),
  };
}

/** Changes the handset behind these addresses; coming online, or getting a network back, brings what waits. */
export async function changePhone(
  sql: Queries,
  addresses: string[],
  patch: Partial<PhoneState> & { personSeed?: string | null },
  now: Date,
): Promise<void> {
  const given = { ...freshPhone, personSeed: null, ...patch };
  const keeps = (name: keyof typeof given) => !(name in patch);
  await sql`
    insert into sandbox.phone (number, platform, online, rcs, whatsapp, messenger, push, person_seed, updated_at)
    select number, ${given.platform}, ${given.online}, ${given.rcs}, ${given.whatsapp}, ${given.messenger},
      ${given.push}, ${given.personSeed}, ${now}
    from unnest(${addresses}::text[]) as number
    on conflict (number) do update set
      platform = case when ${keeps("platform")} then phone.platform else excluded.platform end,
      online = case when ${keeps("online")} then phone.online else excluded.online end,
      rcs = case when ${keeps("rcs")} then phone.rcs else excluded.rcs end,
      whatsapp = case when ${keeps("whatsapp")} then phone.whatsapp else excluded.whatsapp end,
      messenger = case when ${keeps("messenger")} then phone.messenger else excluded.messenger end,
      push = case when ${keeps("push")} then phone.push else excluded.push end,
      person_seed = case when ${keeps("personSeed")} then phone.person_seed else excluded.person_seed end,
      updated_at = excluded.updated_at`;
  if (patch.online) await deliverWaiting(sql, addresses, now);
}

async function deliverWaiting(sql: Queries, addresses: string[], now: Date): Promise<void> {
  const waiting = await sql<{ id: string }[]>`
    select id from sandbox.message where number = any(${addresses}::text[]) and state = 'submitted'
    order by created_at`;
  const plan = waiting.map(({ id: messageId }, index): PlannedEvent => {
    const dueAt = new Date(now.getTime() + 300 + index * 20);
    return {
      messageId,
      dueAt,
      event: { kind: "change", status: "delivered", errorCode: null, copies: 1, heldBackMs: 0 },
    };
  });
  if (plan.length === 0) return;
  await sql`
    insert into sandbox.event (id, message_id, kind, due_at, attempts, payload, created_at)
    select id, message_id, kind, due_at, attempts, payload, ${now}
    from jsonb_to_recordset(${eventRows(plan)}::text::jsonb)
      as planned(id uuid, message_id uuid, kind text, due_at timestamptz, attempts int, payload jsonb)`;
}

/** Of these messages, those that lie unread on a phone with these addresses, for this workspace. */
export async function unreadAmong(
  sql: Queries,
  workspaceId: string,
  addresses: string[],
  ids: string[],
): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from sandbox.message
    where account = ${workspaceId} and number = any(${addresses}::text[]) and id = any(${ids}::uuid[])
      and direction = 'out' and state = 'delivered'`;
  return rows.map(({ id }) => id);
}

export interface TappedMessage {
  id: string;
  channel: string;
  number: string;
  sender: string;
  statusUrl: string | null;
  body: JsonObject;
}

/** One message on a phone, for a tap on it; null when the phone does not show it. */
export async function findOnPhone(
  sql: Queries,
  workspaceId: string,
  addresses: string[],
  id: string,
): Promise<TappedMessage | null> {
  const [row] = await sql<TappedMessage[]>`
    select id, channel, number, sender, status_url as "statusUrl", body from sandbox.message
    where account = ${workspaceId} and number = any(${addresses}::text[]) and id = ${id}
      and direction = 'out' and state in ('delivered', 'read')`;
  return row ?? null;
}

/** Wipes a notification away, or all of them. */
export async function closeNotifications(
  sql: Queries,
  workspaceId: string,
  contactId: string,
  ids: string[],
): Promise<void> {
  await sql`
    update sandbox.message set state = 'closed'
    where account = ${workspaceId} and number = ${contactId} and id = any(${ids}::uuid[])
      and state in ('delivered', 'read')`;
}

/** Takes the permission for notifications back: the push service answers 410 from now on. */
export async function dropPushSubscriptions(sql: Queries, workspaceId: string, contactId: string): Promise<void> {
  await sql`
    update sandbox.push_subscription set gone = true where account = ${workspaceId} and number = ${contactId}`;
}

/** Stores the subscription of a virtual browser with its contact, as a real browser would have reported it. */
export async function addPushAddress(
  sql: Queries,
  about: {
    workspaceId: string;
    contactId: string;
    endpoint: string;
    p256dh: string;
    auth: string;
    platform: PhoneState["platform"];
  },
  now: Date,
): Promise<void> {
  const { workspaceId, contactId, endpoint, p256dh, auth, platform } = about;
  await sql`
    insert into address (id, workspace_id, contact_id, kind, value, detail, created_at)
    select ${uuidv7()}, ${workspaceId}, id, 'push', ${endpoint},
      ${JSON.stringify({ p256dh, auth, platform })}::text::jsonb, ${now}
    from contact where id = ${contactId} and workspace_id = ${workspaceId}`;
}

/** The address messages of this kind go to and answers come from; null when the contact has none. */
export async function addressOfKind(
  sql: Queries,
  workspaceId: string,
  contactId: string,
  kind: AddressKind,
): Promise<string | null> {
  const [row] = await sql<{ value: string }[]>`
    select value from address
    where workspace_id = ${workspaceId} and contact_id = ${contactId} and kind = ${kind}
    order by created_at limit 1`;
  return row?.value ?? null;
}
