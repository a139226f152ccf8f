import { uuidv7 } from "uuidv7";
import { blobPath } from "@/db/blobs";
import type { Database } from "@/db/client";
import { appendConsentEvents, type NewConsentEvent } from "@/db/queries/consent";
import {
  type ContactImport,
  failImport,
  finishImport,
  loadImport,
  setRowsTotal,
  storeImportBatch,
} from "@/db/queries/imports";
import { everything } from "@/lib/consent/schema";
import { inspectedFileSchema } from "@/lib/import/inspected-file";
import { type ImportMapping, importMappingSchema } from "@/lib/import/mapping";
import { type ImportedContact, readRow } from "@/lib/import/read-row";
import { readCsv, UnreadableFile } from "./read-csv";

const batchRows = 1000;

export interface ImportDeps {
  db: Database;
  now: () => Date;
}

interface Batch {
  contacts: (ImportedContact & { newId: string })[];
  rejections: { rowNumber: number; reason: string; cells: string[] }[];
  duplicates: number;
}

/**
 * Reads a confirmed contact file to its end and stores it batch by batch. Progress is stored with each batch, so an
 * import that was cut off goes on where it stopped and a finished one is not read again.
 */
export async function importContacts(deps: ImportDeps, workspaceId: string, importId: string): Promise<void> {
  const job = await loadImport(deps.db, workspaceId, importId);
  if (job === null || job.state !== "running") return;
  const mapping = importMappingSchema.parse(job.mapping);
  try {
    await importRows(deps, job, mapping);
    await finishImport(deps.db, workspaceId, importId, deps.now());
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const done = await loadImport(deps.db, workspaceId, importId);
    const people = (done?.created ?? 0) + (done?.updated ?? 0);
    const partly =
      people > 0
        ? ` ${people} people from the first ${done?.rowsRead} rows had been imported already.`
        : " Nothing was imported.";
    await failImport(deps.db, workspaceId, importId, `${error.message}${partly}`, deps.now());
  }
}

async function importRows(deps: ImportDeps, job: ContactImport, mapping: ImportMapping): Promise<void> {
  const format = inspectedFileSchema.parse(job.detected);
  const headerRows = mapping.hasHeader ? 1 : 0;
  const path = blobPath(job.blobHash);
  // Read to the end before anything is stored: a file that cannot be read on is refused whole, not half-imported.
  if (job.rowsTotal === null) {
    let rowsInFile = 0;
    for await (const _ of readCsv(path, format)) rowsInFile += 1;
    await setRowsTotal(deps.db, job.workspaceId, job.id, Math.max(0, rowsInFile - headerRows));
  }
  const findEarlier = earlierRows();
  let rowNumber = 0;
  let stored = job.rowsRead;
  let batch = emptyBatch();
  for await (const cells of readCsv(path, format)) {
    rowNumber += 1;
    if (rowNumber <= headerRows) continue;
    const row = readRow(cells, rowNumber, mapping);
    const earlier = row.ok ? findEarlier(row.contact) : null;
    if (rowNumber - headerRows <= job.rowsRead) continue;
    if (!row.ok) batch.rejections.push({ rowNumber, reason: row.reason, cells });
    else if (earlier === null) batch.contacts.push({ ...row.contact, newId: uuidv7() });
    else {
      batch.duplicates += 1;
      batch.rejections.push({ rowNumber, reason: earlier, cells });
    }
    if (rowNumber - headerRows - stored >= batchRows) {
      await storeBatch(deps, job, mapping, batch, stored, rowNumber - headerRows);
      stored = rowNumber - headerRows;
      batch = emptyBatch();
    }
  }
  if (rowNumber - headerRows > stored) {
    await storeBatch(deps, job, mapping, batch, stored, rowNumber - headerRows);
  }
}

/** Remembers the keys of the rows read; says of a later row with one of them which row came first. */
function earlierRows(): (contact: ImportedContact) => string | null {
  // E.164 digits fit in a double: far less memory than texts when a file has millions of rows.
  const rowOfPhone = new Map<number, number>();
  const rowOfMessenger = new Map<string, number>();
  const rowOfExternalId = new Map<string, number>();
  return ({ phone, messengerId, externalId, rowNumber }) => {
    const phoneDigits = phone === null ? null : Number(phone);
    const found: [string, number | undefined][] = [
      ["phone number", phoneDigits === null ? undefined : rowOfPhone.get(phoneDigits)],
      ["Messenger id", messengerId === null ? undefined : rowOfMessenger.get(messengerId)],
      ["customer id", externalId === null ? undefined : rowOfExternalId.get(externalId)],
    ];
    for (const [word, row] of found) {
      if (row !== undefined) return `Same ${word} as row ${row}, which was imported.`;
    }
    if (phoneDigits !== null) rowOfPhone.set(phoneDigits, rowNumber);
    if (messengerId !== null) rowOfMessenger.set(messengerId, rowNumber);
    if (externalId !== null) rowOfExternalId.set(externalId, rowNumber);
    return null;
  };
}

async function storeBatch(
  deps: ImportDeps,
  job: ContactImport,
  mapping: ImportMapping,
  batch: Batch,
  rowsReadBefore: number,
  rowsReadAfter: number,
): Promise<void> {
  const now = deps.now();
  const { id: importId, workspaceId, listId } = job;
  await storeImportBatch(
    deps.db,
    { ...batch, workspaceId, importId, listId, rowsReadBefore, rowsReadAfter, now },
    (tx, contactIdByRow) => appendConsentEvents(tx, consentEvents(job, mapping, batch, contactIdByRow, now)),
  );
}

/** The consent a file claims. The ledger itself keeps a file from bringing back anybody who opted out. */
function consentEvents(
  job: ContactImport,
  mapping: ImportMapping,
  batch: Batch,
  contactIdByRow: ReadonlyMap<number, string>,
  at: Date,
): NewConsentEvent[] {
  const channels = mapping.consentChannels.length === 0 ? [everything] : mapping.consentChannels;
  return batch.contacts.flatMap((contact) => {
    const contactId = contactIdByRow.get(contact.rowNumber);
    if (!contact.consented || contactId === undefined) return [];
    const proof = {
      words: mapping.consentSource,
      file: job.fileName,
      row: String(contact.rowNumber),
      import: job.id,
    };
    const common = { workspaceId: job.workspaceId, contactId, topic: everything, proof, at };
    return channels.map((channel) => ({ ...common, channel, status: "opted_in" as const, source: "import" as const }));
  });
}

function emptyBatch(): Batch {
  return { contacts: [], rejections: [], duplicates: 0 };
}
