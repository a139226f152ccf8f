import { and, eq, isNull, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Database } from "@/db/client";
import { appendConsentEvents, currentConsent } from "@/db/queries/consent";
import { contact, workspace } from "@/db/schema/tables";
import { everything } from "@/lib/consent/schema";
import type { PushSubscription } from "@/lib/web-push/subscription";
import type { WorkspaceSettings } from "@/lib/workspace/schema";

/** The business a push page belongs to, by the key in its address; null when there is none. */
export async function findPushHome(
  db: Pick<Database, "select">,
  key: string,
): Promise<{ workspaceId: string; settings: WorkspaceSettings } | null> {
  const [row] = await db
    .select({ workspaceId: workspace.id, settings: workspace.settings })
    .from(workspace)
    .where(eq(workspace.slug, key));
  return row ?? null;
}

/** The key of a workspace's push page. */
export async function pushKeyOf(db: Pick<Database, "select">, workspaceId: string): Promise<string | null> {
  const [row] = await db.select({ key: workspace.slug }).from(workspace).where(eq(workspace.id, workspaceId));
  return row?.key ?? null;
}

const channel = "push";

export interface NewPushAddress {
  workspaceId: string;
  /** Who it is, as a signed link says; null when nobody knows. */
  contactId: string | null;
  subscription: PushSubscription;
  platform: string;
  locale: string | null;
  /** The words shown, and where. */
  proof: Record<string, string>;
  now: Date;
}

/**
 * Keeps the address a browser gave and that the person agreed, once however often it is told. A known address stays with
 * its contact unless a signed link says who it is; nobody's becomes a contact without a name.
 */
export async function savePushAddress(db: Database, given: NewPushAddress): Promise<{ contactId: string }> {
  const { workspaceId, subscription, platform, locale, proof, now } = given;
  const { endpoint, keys } = subscription;
  return db.transaction(async (tx) => {
    // The same browser may tell twice at once.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${workspaceId} ${endpoint}`}, 1))`);
    const [known] = await tx.execute<{ id: string; contactId: string; reachable: boolean | null }>(sql`
      select a.id, a.contact_id as "contactId", h.reachable from address a
      left join reachability h on h.address_id = a.id and h.channel = ${channel}
      where a.workspace_id = ${workspaceId} and a.kind = ${channel} and a.value = ${endpoint}`);
    const named = given.contactId === null ? null : await livingContact(tx, workspaceId, given.contactId);
    const contactId = named ?? known?.contactId ?? (await addContact(tx, { workspaceId, locale, now }));
    const addressId = known?.id ?? uuidv7();
    const detail = JSON.stringify({ ...keys, platform });
    await tx.execute(sql`
      insert into address (id, workspace_id, contact_id, kind, value, detail, created_at)
      values (${addressId}, ${workspaceId}, ${contactId}, ${channel}, ${endpoint}, ${detail}::text::jsonb, ${now.toISOString()})
      on conflict (workspace_id, kind, value) do update
        set contact_id = excluded.contact_id, detail = excluded.detail`);
    await tx.execute(sql`
      update reachability set reachable = null, learned_at = ${now.toISOString()}::timestamptz, learned_from = 'subscribed'
      where address_id = ${addressId} and channel = ${channel} and workspace_id = ${workspaceId} and reachable is false`);
    const hasAgreed = (await currentConsent(tx, workspaceId, contactId)).some(
      (row) => row.channel === channel && row.status === "opted_in",
    );
    if (!hasAgreed || known === undefined || known.contactId !== contactId || known.reachable === false) {
      await appendConsentEvents(tx, [
        {
          ...{ workspaceId, contactId, channel, topic: everything, status: "opted_in", source: "api" },
          ...{ proof, at: now },
        },
      ]);
    }
    return { contactId };
  });
}

/**
 * Takes a browser's address out of use. Who has no other device left is opted out of the channel, so that an address
 * that comes later by another way does not bring the messages back. False when it is not a known one.
 */
export async function dropPushAddress(
  db: Database,
  given: { workspaceId: string; endpoint: string; auth: string; proof: Record<string, string>; now: Date },
): Promise<boolean> {
  const { workspaceId, endpoint, auth, proof, now } = given;
  return db.transaction(async (tx) => {
    const [known] = await tx.execute<{ id: string; contactId: string }>(sql`
      select id, contact_id as "contactId" from address
      where workspace_id = ${workspaceId} and kind = ${channel} and value = ${endpoint} and detail->>'auth' = ${auth}
      for update`);
    if (known === undefined) return false;
    await tx.execute(sql`
      insert into reachability (address_id, channel, workspace_id, reachable, learned_at, learned_from)
      values (${known.id}, ${channel}, ${workspaceId}, false, ${now.toISOString()}, 'unsubscribed')
      on conflict (address_id, channel) do update
        set reachable = false, learned_at = excluded.learned_at, learned_from = excluded.learned_from`);
    const others = await tx.execute(sql`
      select 1 from address a
      left join reachability h on h.address_id = a.id and h.channel = ${channel}
      where a.contact_id = ${known.contactId} and a.workspace_id = ${workspaceId} and a.kind = ${channel}
        and h.reachable is not false limit 1`);
    if (others.length === 0) {
      await appendConsentEvents(tx, [
        {
          ...{ workspaceId, contactId: known.contactId, channel, topic: everything, status: "opted_out" },
          ...{ source: "api", proof, at: now },
        },
      ]);
    }
    return true;
  });
}

/** How many browsers of a workspace's contacts take notifications, and how many no longer do. */
export async function countPushAddresses(
  db: Pick<Database, "execute">,
  workspaceId: string,
): Promise<{ alive: number; gone: number }> {
  const [row] = await db.execute<{ alive: number; gone: number }>(sql`
    select count(*) filter (where h.reachable is not false)::int as alive,
      count(*) filter (where h.reachable is false)::int as gone
    from address a left join reachability h on h.address_id = a.id and h.channel = ${channel}
    where a.workspace_id = ${workspaceId} and a.kind = ${channel}`);
  return row ?? { alive: 0, gone: 0 };
}

type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

async function livingContact(tx: Transaction, workspaceId: string, contactId: string): Promise<string | null> {
  const [row] = await tx
    .select({ id: contact.id })
    .from(contact)
    .where(and(eq(contact.id, contactId), eq(contact.workspaceId, workspaceId), isNull(contact.erasedAt)));
  return row?.id ?? null;
}

async function addContact(
  tx: Transaction,
  { workspaceId, locale, now }: { workspaceId: string; locale: string | null; now: Date },
): Promise<string> {
  const id = uuidv7();
  await tx.insert(contact).values({ id, workspaceId, locale, createdAt: now, updatedAt: now });
  return id;
}
