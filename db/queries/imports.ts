import { and, asc, eq, gt, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import type { Writer } from "@/db/queries/consent";
import { contactImport, contactImportRejection } from "@/db/schema/tables";
import type { ImportMapping } from "@/lib/import/mapping";
import type { ImportedContact } from "@/lib/import/read-row";

export type ContactImport = typeof contactImport.$inferSelect;

/** Registers an uploaded contact file. */
export async function createImport(
  db: Database,
  input: {
    id: string;
    workspaceId: string;
    userId: string;
    fileName: string;
    blobHash: string;
    bytes: number;
    detected: Record<string, unknown>;
    now: Date;
  },
): Promise<void> {
  const { now, ...row } = input;
  await db.insert(contactImport).values({ ...row, state: "uploaded", createdAt: now });
}

export async function loadImport(db: Database, workspaceId: string, importId: string): Promise<ContactImport | null> {
  const [row] = await db
    .select()
    .from(contactImport)
    .where(and(eq(contactImport.id, importId), eq(contactImport.workspaceId, workspaceId)));
  return row ?? null;
}

/** Latest imports first. */
export async function listImports(db: Database, workspaceId: string, limit: number): Promise<ContactImport[]> {
  return db.query.contactImport.findMany({
    where: eq(contactImport.workspaceId, workspaceId),
    orderBy: (table, { desc }) => [desc(table.createdAt)],
    limit,
  });
}

/** Confirms the mapping once; a second confirmation (double click) changes nothing and answers false. */
export async function confirmImport(
  db: Pick<Database, "update">,
  workspaceId: string,
  importId: string,
  mapping: ImportMapping,
  listId: string | null,
): Promise<boolean> {
  const confirmed = await db
    .update(contactImport)
    .set({ mapping, listId, state: "running" })
    .where(
      and(
        eq(contactImport.id, importId),
        eq(contactImport.workspaceId, workspaceId),
        eq(contactImport.state, "uploaded"),
      ),
    )
    .returning({ id: contactImport.id });
  return confirmed.length === 1;
}

/** How many rows of data the file has, once it was read to its end. */
export async function setRowsTotal(
  db: Database,
  workspaceId: string,
  importId: string,
  rowsTotal: number,
): Promise<void> {
  await db
    .update(contactImport)
    .set({ rowsTotal })
    .where(and(eq(contactImport.id, importId), eq(contactImport.workspaceId, workspaceId)));
}

export async function finishImport(db: Database, workspaceId: string, importId: string, now: Date): Promise<void> {
  await db
    .update(contactImport)
    .set({ state: "finished", finishedAt: now })
    .where(and(eq(contactImport.id, importId), eq(contactImport.workspaceId, workspaceId)));
}

/** Ends an import whose file cannot be read on. The rows before stay stored, and the sentence says so. */
export async function failImport(
  db: Database,
  workspaceId: string,
  importId: string,
  failure: string,
  now: Date,
): Promise<void> {
  await db
    .update(contactImport)
    .set({ state: "failed", failure, finishedAt: now })
    .where(and(eq(contactImport.id, importId), eq(contactImport.workspaceId, workspaceId)));
}

/** Rejected rows in order, after a row number, for the file the marketer downloads. */
export async function listRejections(
  db: Database,
  workspaceId: string,
  importId: string,
  afterRow: number,
  limit: number,
): Promise<{ rowNumber: number; reason: string; cells: string[] }[]> {
  return db
    .select({
      rowNumber: contactImportRejection.rowNumber,
      reason: contactImportRejection.reason,
      cells: contactImportRejection.cells,
    })
    .from(contactImportRejection)
    .where(
      and(
        eq(contactImportRejection.importId, importId),
        eq(contactImportRejection.workspaceId, workspaceId),
        gt(contactImportRejection.rowNumber, afterRow),
      ),
    )
    .orderBy(asc(contactImportRejection.rowNumber))
    .limit(limit);
}

export interface ImportBatch {
  workspaceId: string;
  importId: string;
  listId: string | null;
  /** Rows of the file done when this batch is stored; a repeated batch is recognised by it. */
  rowsReadBefore: number;
  rowsReadAfter: number;
  contacts: (ImportedContact & { newId: string })[];
  rejections: { rowNumber: number; reason: string; cells: string[] }[];
  duplicates: number;
  now: Date;
}

/**
 * Stores one batch of rows and the progress in one transaction: contacts are matched by their own key, then by
 * address, updated where the file says something and made where nobody is known. `alsoStore` writes what belongs to
 * the same people in the same transaction. False when the batch had been stored before.
 */
export async function storeImportBatch(
  db: Database,
  batch: ImportBatch,
  alsoStore: (tx: Writer, contactIdByRow: ReadonlyMap<number, string>) => Promise<void>,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const claimed = await tx
      .update(contactImport)
      .set({ rowsRead: batch.rowsReadAfter })
      .where(
        and(
          eq(contactImport.id, batch.importId),
          eq(contactImport.workspaceId, batch.workspaceId),
          eq(contactImport.rowsRead, batch.rowsReadBefore),
        ),
      )
      .returning({ id: contactImport.id });
    if (claimed.length === 0) return false;
    const matched = await matchContacts(tx, batch);
    const contactIdByRow = new Map(matched.map((row) => [row.rowNumber, row.contactId]));
    await storeContacts(tx, batch, contactIdByRow);
    await storeRejections(tx, batch);
    await alsoStore(tx, contactIdByRow);
    const created = matched.filter((row) => row.isNew).length;
    await tx
      .update(contactImport)
      .set({
        created: sql`${contactImport.created} + ${created}`,
        updated: sql`${contactImport.updated} + ${matched.length - created}`,
        duplicates: sql`${contactImport.duplicates} + ${batch.duplicates}`,
        rejected: sql`${contactImport.rejected} + ${batch.rejections.length - batch.duplicates}`,
      })
      .where(eq(contactImport.id, batch.importId));
    return true;
  });
}

interface MatchedRow extends Record<string, unknown> {
  rowNumber: number;
  contactId: string;
  isNew: boolean;
}

async function matchContacts(tx: Writer, batch: ImportBatch): Promise<MatchedRow[]> {
  const json = JSON.stringify(
    batch.contacts.map((contact) => ({
      newId: contact.newId,
      rowNumber: contact.rowNumber,
      phone: contact.phone,
      messenger: contact.messengerId,
      externalId: contact.externalId,
    })),
  );
  return tx.execute<MatchedRow>(sql`
    select r."rowNumber", coalesce(k.id, p.contact_id, m.contact_id, r."newId") as "contactId",
      coalesce(k.id, p.contact_id, m.contact_id) is null as "isNew"
    from jsonb_to_recordset(${json}::text::jsonb) as r(
      "newId" uuid, "rowNumber" int, phone text, messenger text, "externalId" text)
    left join contact k on k.workspace_id = ${batch.workspaceId} and k.external_id = r."externalId"
    left join address p on p.workspace_id = ${batch.workspaceId} and p.kind = 'phone' and p.value = r.phone
    left join address m on m.workspace_id = ${batch.workspaceId} and m.kind = 'messenger' and m.value = r.messenger`);
}

/** Later rows win over earlier ones about the same person; an empty cell never erases what is known. */
async function storeContacts(tx: Writer, batch: ImportBatch, contactIdByRow: ReadonlyMap<number, string>) {
  if (batch.contacts.length === 0) return;
  const at = batch.now.toISOString();
  const json = JSON.stringify(
    batch.contacts.map((contact) => ({ ...contact, contactId: contactIdByRow.get(contact.rowNumber) })),
  );
  const rows = sql`jsonb_to_recordset(${json}::text::jsonb) as r(
    "contactId" uuid, "rowNumber" int, phone text, "messengerId" text, "externalId" text, "firstName" text,
    "lastName" text, email text, locale text, country text, "timeZone" text, attributes jsonb)`;
  await tx.execute(sql`
    insert into contact (id, workspace_id, external_id, first_name, last_name, email, locale, country, time_zone,
      attributes, created_at, updated_at)
    select distinct on ("contactId") "contactId", ${batch.workspaceId}, "externalId", "firstName", "lastName", email,
      locale, country, "timeZone", attributes, ${at}::timestamptz, ${at}::timestamptz
    from ${rows} order by "contactId", "rowNumber" desc
    on conflict (id) do update set
      external_id = coalesce(excluded.external_id, contact.external_id),
      first_name = coalesce(excluded.first_name, contact.first_name),
      last_name = coalesce(excluded.last_name, contact.last_name),
      email = coalesce(excluded.email, contact.email),
      locale = coalesce(excluded.locale, contact.locale),
      country = coalesce(excluded.country, contact.country),
      time_zone = coalesce(excluded.time_zone, contact.time_zone),
      attributes = contact.attributes || excluded.attributes,
      updated_at = excluded.updated_at`);
  await tx.execute(sql`
    insert into address (id, workspace_id, contact_id, kind, value, created_at)
    select gen_random_uuid(), ${batch.workspaceId}, a."contactId", a.kind, a.value, ${at}::timestamptz
    from (
      select "contactId", 'phone' as kind, phone as value from ${rows} where phone is not null
      union
      select "contactId", 'messenger', "messengerId" from ${rows} where "messengerId" is not null
    ) a on conflict (workspace_id, kind, value) do nothing`);
  if (batch.listId === null) return;
  await tx.execute(sql`
    insert into contact_list_member (list_id, contact_id, workspace_id)
    select distinct ${batch.listId}::uuid, "contactId", ${batch.workspaceId}::uuid from ${rows}
    on conflict do nothing`);
}

async function storeRejections(tx: Writer, batch: ImportBatch): Promise<void> {
  if (batch.rejections.length === 0) return;
  // As text and parsed there: cells may hold anything but NUL, which JSON text escapes and jsonb refuses.
  const json = JSON.stringify(batch.rejections).replaceAll("\\u0000", "\\ufffd");
  await tx.execute(sql`
    insert into contact_import_rejection (import_id, row_number, workspace_id, reason, cells)
    select ${batch.importId}::uuid, "rowNumber", ${batch.workspaceId}::uuid, reason, cells
    from jsonb_to_recordset(${json}::text::jsonb) as r("rowNumber" int, reason text, cells jsonb)
    on conflict do nothing`);
}
