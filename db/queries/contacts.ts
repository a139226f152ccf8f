import { and, eq, inArray, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { address, consent, contact } from "@/db/schema/tables";
import type { AddressKind } from "@/lib/channels/contract";
import type { ConsentStatus } from "@/lib/consent/schema";

export interface ContactListItem {
  id: string;
  firstName: string | null;
  lastName: string | null;
  country: string | null;
  locale: string | null;
  createdAt: Date;
  addresses: { kind: AddressKind; value: string }[];
  consent: { channel: string; topic: string; status: ConsentStatus }[];
}

export interface ContactListQuery {
  /** Part of a name, phone number, email or external id. */
  search: string;
  listId: string | null;
  after: { createdAt: Date; id: string } | null;
  limit: number;
}

/** Contacts of a workspace, newest first, with their addresses and current consent. */
export async function listContacts(
  db: Database,
  workspaceId: string,
  query: ContactListQuery,
): Promise<ContactListItem[]> {
  const digits = query.search.replaceAll(/\D/g, "");
  const pattern = `%${query.search.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;
  const found = await db.execute<Record<string, unknown>>(sql`
    select c.id, c.first_name as "firstName", c.last_name as "lastName", c.country, c.locale, c.created_at as "createdAt"
    from contact c
    where c.workspace_id = ${workspaceId} and c.erased_at is null
      and (${query.listId}::uuid is null or exists (
        select 1 from contact_list_member m where m.list_id = ${query.listId}::uuid and m.contact_id = c.id))
      and (${query.search} = '' or concat_ws(' ', c.first_name, c.last_name) ilike ${pattern}
        or c.email ilike ${pattern} or c.external_id ilike ${pattern}
        or (${digits.length >= 4} and exists (
          select 1 from address a where a.contact_id = c.id and a.kind = 'phone' and a.value like ${`%${digits}%`})))
      and (${query.after?.id ?? null}::uuid is null
        or (c.created_at, c.id) < (${query.after?.createdAt.toISOString() ?? null}::timestamptz, ${query.after?.id ?? null}::uuid))
    order by c.created_at desc, c.id desc limit ${query.limit}`);
  const rows = found.map((row) => ({
    ...(row as unknown as Omit<ContactListItem, "addresses" | "consent">),
    createdAt: new Date(row.createdAt as string | Date),
  }));
  const ids = rows.map((row) => row.id);
  const [addresses, consents] = await Promise.all([addressesOf(db, workspaceId, ids), consentOf(db, workspaceId, ids)]);
  return rows.map((row) => ({
    ...row,
    addresses: addresses.filter((each) => each.contactId === row.id),
    consent: consents.filter((each) => each.contactId === row.id),
  }));
}

/** Number of people stored, for the page's heading. */
export async function countContacts(db: Database, workspaceId: string): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(contact)
    .where(and(eq(contact.workspaceId, workspaceId), sql`erased_at is null`));
  return row?.count ?? 0;
}

/** One contact with addresses and current consent; null when this workspace has none of that id. */
export async function loadContact(db: Database, workspaceId: string, contactId: string) {
  const [row] = await db
    .select()
    .from(contact)
    .where(and(eq(contact.id, contactId), eq(contact.workspaceId, workspaceId)));
  if (row === undefined) return null;
  const [addresses, consents] = await Promise.all([
    addressesOf(db, workspaceId, [contactId]),
    consentOf(db, workspaceId, [contactId]),
  ]);
  return { ...row, addresses, consent: consents };
}

async function addressesOf(db: Database, workspaceId: string, contactIds: string[]) {
  if (contactIds.length === 0) return [];
  return db
    .select({ contactId: address.contactId, id: address.id, kind: address.kind, value: address.value })
    .from(address)
    .where(and(eq(address.workspaceId, workspaceId), inArray(address.contactId, contactIds)));
}

async function consentOf(db: Database, workspaceId: string, contactIds: string[]) {
  if (contactIds.length === 0) return [];
  return db
    .select({
      contactId: consent.contactId,
      channel: consent.channel,
      topic: consent.topic,
      status: consent.status,
      at: consent.at,
    })
    .from(consent)
    .where(and(eq(consent.workspaceId, workspaceId), inArray(consent.contactId, contactIds)));
}
