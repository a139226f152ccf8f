import { and, asc, desc, eq, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Database } from "@/db/client";
import { besideKey } from "@/db/queries/beside-key";
import { consent, consentEvent } from "@/db/schema/tables";
import { applyConsentEvent, type ConsentSource } from "@/lib/consent/apply-consent-event";
import type { ConsentRefusal, CurrentConsent } from "@/lib/consent/may-send";
import { type ConsentStatus, everything } from "@/lib/consent/schema";
import { type ConsentScope, isOnAxis, scopeKey } from "@/lib/consent/scope";

/** A database or a transaction in it: what is written here may be part of something larger. */
export type Writer = Pick<Database, "execute" | "transaction">;

/** One entry of the ledger, to be appended. */
export interface NewConsentEvent extends ConsentScope {
  workspaceId: string;
  contactId: string;
  status: ConsentStatus;
  source: ConsentSource;
  /** The words shown or received, the page, the file and row; never more than is needed as proof. */
  proof: Record<string, string>;
  at: Date;
}

export type ConsentHistoryEntry = Pick<
  typeof consentEvent.$inferSelect,
  "id" | "sequence" | "channel" | "topic" | "status" | "source" | "proof" | "at"
>;

/**
 * Appends to the ledger, brings the current consent up to date, and takes back whatever an opt-out covers: all in
 * one transaction and a fixed number of statements. Give at most a few thousand events at a time.
 */
export async function appendConsentEvents(db: Writer, events: readonly NewConsentEvent[]): Promise<void> {
  if (events.length === 0) return;
  if (!events.every(isOnAxis)) throw new Error("a consent event speaks about a channel or about a topic, not both");
  const entries = events.map((event) => ({ ...event, id: uuidv7() }));
  await db.transaction(async (tx) => {
    const contacts = await lockContacts(tx, entries);
    await tx.execute(sql`
      insert into consent_event (id, workspace_id, contact_id, channel, topic, status, source, proof, at)
      select e.id, e."workspaceId", e."contactId", e.channel, e.topic, e.status, e.source, e.proof, e.at
      from rows from (jsonb_to_recordset(${JSON.stringify(entries)}::text::jsonb) as (
        id uuid, "workspaceId" uuid, "contactId" uuid, channel text, topic text, status text, source text, proof jsonb,
        at timestamptz)) with ordinality as e
      order by e.ordinality`);
    await updateCurrent(tx, contacts, entries);
    const optOuts = entries.filter((entry) => entry.status === "opted_out");
    if (optOuts.length > 0) await takeBack(tx, optOuts);
  });
}

type Entry = NewConsentEvent & { id: string };

/** One change at a time per person: the current state is read, decided upon and written below. */
async function lockContacts(tx: Pick<Database, "execute">, entries: readonly Entry[]): Promise<string[]> {
  const pairs = new Map(entries.map((entry) => [entry.contactId, entry.workspaceId]));
  const json = JSON.stringify([...pairs].map(([contactId, workspaceId]) => ({ contactId, workspaceId })));
  const locked = await tx.execute<{ id: string }>(sql`
    select k.id from contact k
    join jsonb_to_recordset(${json}::text::jsonb) as e("contactId" uuid, "workspaceId" uuid)
      on k.id = e."contactId" and k.workspace_id = e."workspaceId"
    order by k.id for no key update of k`);
  if (locked.length !== pairs.size) throw new Error("a consent event names a contact this workspace does not have");
  return locked.map((row) => row.id);
}

async function updateCurrent(tx: Pick<Database, "execute">, contacts: readonly string[], entries: readonly Entry[]) {
  const rows = await tx.execute<{ contact_id: string } & CurrentConsent & Record<string, unknown>>(sql`
    select contact_id, channel, topic, status from consent
    where contact_id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(contacts)}::text::jsonb))`);
  const before = byContact(rows, (row) => row.contact_id);
  const gone: (ConsentScope & { contactId: string })[] = [];
  const written: (CurrentConsent & Pick<Entry, "contactId" | "workspaceId" | "at"> & { eventId: string })[] = [];
  for (const [contactId, ofContact] of byContact(entries, (entry) => entry.contactId)) {
    const old = before.get(contactId) ?? [];
    let current: CurrentConsent[] = [...old];
    const setBy = new Map<CurrentConsent, Entry>();
    for (const entry of ofContact) {
      const known = new Set(current);
      current = applyConsentEvent(current, entry);
      for (const row of current) if (!known.has(row)) setBy.set(row, entry);
    }
    const kept = new Set(current.map(scopeKey));
    for (const { channel, topic } of old)
      if (!kept.has(scopeKey({ channel, topic }))) gone.push({ contactId, channel, topic });
    for (const row of current) {
      const entry = setBy.get(row);
      if (entry === undefined) continue;
      written.push({ ...row, contactId, workspaceId: entry.workspaceId, at: entry.at, eventId: entry.id });
    }
  }
  if (gone.length > 0) {
    await tx.execute(sql`
      delete from consent c
      using jsonb_to_recordset(${JSON.stringify(gone)}::text::jsonb) as e("contactId" uuid, channel text, topic text)
      where c.contact_id = e."contactId" and c.channel = e.channel and c.topic = e.topic`);
  }
  if (written.length > 0) {
    await tx.execute(sql`
      insert into consent (contact_id, channel, topic, workspace_id, status, at, event_id)
      select e."contactId", e.channel, e.topic, e."workspaceId", e.status, e.at, e."eventId"
      from jsonb_to_recordset(${JSON.stringify(written)}::text::jsonb) as e(
        "contactId" uuid, channel text, topic text, "workspaceId" uuid, status text, at timestamptz, "eventId" uuid)
      on conflict (contact_id, channel, topic)
        do update set status = excluded.status, at = excluded.at, event_id = excluded.event_id`);
  }
}

function byContact<Row>(rows: readonly Row[], contactOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(contactOf(row));
    if (group === undefined) groups.set(contactOf(row), [row]);
    else group.push(row);
  }
  return groups;
}

/**
 * What an opt-out covers stops moving. About everything or a topic: the person leaves those campaigns. About one
 * channel: only what waits to go out on it is cancelled, and the ladder looks at once for another way.
 *
 * People are locked first and messages taken back by a statement of its own, which thus also sees what was being
 * prepared for them meanwhile, and waits for whatever is just being claimed. After the commit every message of theirs
 * was either cancelled here or claimed before.
 */
async function takeBack(tx: Pick<Database, "execute">, optOuts: readonly Entry[]): Promise<void> {
  const json = JSON.stringify(
    optOuts.map(({ contactId, workspaceId, channel, topic, at }) => ({ contactId, workspaceId, channel, topic, at })),
  );
  const covered = sql`jsonb_to_recordset(${json}::text::jsonb) as e(
    "contactId" uuid, "workspaceId" uuid, channel text, topic text, at timestamptz)`;
  // "offset 0" keeps the look-up by person as it stands, whatever the planner believes to be pending.
  const ownDeliveries = sql`lateral (select id, campaign_id from delivery
    where contact_id = e."contactId" and workspace_id = e."workspaceId" offset 0) own`;
  await tx.execute(sql`
    update recipient r set state = 'opted_out', next_action_at = null, reason = 'opted_out', updated_at = e.at
    from ${covered}, campaign c
    where r.contact_id = e."contactId" and r.workspace_id = e."workspaceId" and r.state in ('pending', 'active')
      and c.id = r.campaign_id and e.channel = ${everything} and e.topic in (${everything}, c.topic)`);
  await tx.execute(sql`
    update delivery d set state = 'cancelled', error_code = 'opted_out'
    from ${covered} cross join ${ownDeliveries} join campaign c on c.id = own.campaign_id
    where d.id = own.id and d.state = 'pending' and e.channel = ${everything} and e.topic in (${everything}, c.topic)`);
  if (optOuts.every((entry) => entry.channel === everything)) return;
  await tx.execute(sql`
    select 1 from ${covered} join recipient r on r.contact_id = e."contactId" and r.workspace_id = e."workspaceId"
    where r.state in ('pending', 'active') order by r.campaign_id, r.contact_id for no key update of r`);
  await tx.execute(sql`
    with cancelled as (
      update delivery d set state = 'cancelled', error_code = 'opted_out', failed_at = e.at
      from ${covered} cross join ${ownDeliveries}
      where d.id = own.id and d.state = 'pending' and d.channel = e.channel
      returning d.campaign_id, d.contact_id, d.rung, e.at)
    update recipient r set next_action_at = null, updated_at = x.at
    from cancelled x
    where r.campaign_id = x.campaign_id and r.contact_id = x.contact_id and r.rung = x.rung
      and ${besideKey(sql`r.state = 'active'`)}`);
}

/** Where in a statement the four facts are found: columns, or values. */
export interface ConsentQuestion {
  contactId: SQLWrapper;
  channel: SQLWrapper | string;
  topic: SQLWrapper | string;
  now: Date;
}

/**
 * A `ConsentRefusal` as text, or null when the message may be sent; for set-based checks. Asked in a "from", where the
 * planner takes the function's text into the statement instead of calling it for each row.
 */
export function consentRefusalSql({ contactId, channel, topic, now }: ConsentQuestion): SQL<ConsentRefusal | null> {
  return sql`(select refusal from consent_refusal(${contactId}, ${channel}, ${topic}, ${now.toISOString()}::timestamptz)
    as refusal)`;
}

/** What a person currently agrees to. */
export async function currentConsent(
  db: Pick<Database, "select">,
  workspaceId: string,
  contactId: string,
): Promise<CurrentConsent[]> {
  return db
    .select({ channel: consent.channel, topic: consent.topic, status: consent.status })
    .from(consent)
    .where(and(eq(consent.workspaceId, workspaceId), eq(consent.contactId, contactId)))
    .orderBy(asc(consent.channel), asc(consent.topic));
}

/** The ledger of one person, latest first. */
export async function consentHistory(
  db: Pick<Database, "select">,
  workspaceId: string,
  contactId: string,
  limit = 200,
): Promise<ConsentHistoryEntry[]> {
  return db
    .select({
      id: consentEvent.id,
      sequence: consentEvent.sequence,
      channel: consentEvent.channel,
      topic: consentEvent.topic,
      status: consentEvent.status,
      source: consentEvent.source,
      proof: consentEvent.proof,
      at: consentEvent.at,
    })
    .from(consentEvent)
    .where(and(eq(consentEvent.workspaceId, workspaceId), eq(consentEvent.contactId, contactId)))
    .orderBy(desc(consentEvent.sequence))
    .limit(limit);
}
