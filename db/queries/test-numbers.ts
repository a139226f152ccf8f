import { and, eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Database } from "@/db/client";
import { appendAudit } from "@/db/queries/audit";
import { consentRefusalSql } from "@/db/queries/consent";
import { address, contact, testNumber, workspace } from "@/db/schema/tables";
import { everything } from "@/lib/consent/schema";
import { codeChannel, codeTriesMax } from "@/lib/test-send/code-message";
import { type TestNumberItem, testNumbersMax } from "@/lib/test-send/schema";
import type { WorkspaceSettings } from "@/lib/workspace/schema";

/** A database, or better a transaction in it. */
type Writer = Pick<Database, "select" | "insert" | "update" | "delete" | "execute">;
type Carrier = WorkspaceSettings["carrier"];

/** Numbers of a workspace's own, oldest first. One confirmed over another account must be confirmed again. */
export async function listTestNumbers(
  db: Pick<Database, "select">,
  workspaceId: string,
  { carrier, now }: { carrier: Carrier; now: Date },
): Promise<TestNumberItem[]> {
  const rows = await db
    .select({ row: testNumber, number: address.value, contactId: address.contactId })
    .from(testNumber)
    .innerJoin(address, and(eq(address.id, testNumber.addressId), eq(address.workspaceId, testNumber.workspaceId)))
    .where(eq(testNumber.workspaceId, workspaceId))
    .orderBy(testNumber.createdAt, testNumber.id);
  return rows.map(({ row, number, contactId }) => ({
    ...{ id: row.id, label: row.label, number, contactId },
    ...{ state: stateOf(row, carrier, now), codeError: row.codeError },
  }));
}

function stateOf(row: typeof testNumber.$inferSelect, carrier: Carrier, now: Date): TestNumberItem["state"] {
  if (row.codeWantedAt !== null) return "code_on_its_way";
  if (row.verifiedAt !== null && row.carrier === carrier) return "verified";
  if (row.codeError !== null) return "code_failed";
  if (row.codeHash !== null && row.codeExpiresAt !== null && row.codeExpiresAt > now) return "code_sent";
  return row.carrier === carrier ? "needs_code" : "other_carrier";
}

export interface NewTestNumber {
  workspaceId: string;
  userId: string;
  label: string;
  /** E.164 digits. */
  number: string;
  country: string | null;
  carrier: Carrier;
  now: Date;
}

export type TestNumberOutcome =
  | { kind: "added"; testNumberId: string }
  | { kind: "exists" }
  | { kind: "too_many" }
  /** The number belongs to somebody who told the business to stop. */
  | { kind: "opted_out" };

/**
 * Adds a number that still has to be confirmed, with a contact when nobody has the number yet: preference links of tests
 * are that contact's. Run it in a transaction, together with the event that sends the code.
 */
export async function addTestNumber(tx: Writer, given: NewTestNumber): Promise<TestNumberOutcome> {
  const { workspaceId, userId, label, number, carrier, now } = given;
  // One at a time per workspace, so that the count is exact.
  await tx.select({ id: workspace.id }).from(workspace).where(eq(workspace.id, workspaceId)).for("no key update");
  const known = await tx.select({ id: testNumber.id }).from(testNumber).where(eq(testNumber.workspaceId, workspaceId));
  if (known.length >= testNumbersMax) return { kind: "too_many" };
  const owner = await ownerOf(tx, workspaceId, number, now);
  if (owner?.refusal === "opted_out") return { kind: "opted_out" };
  const addressId = owner?.addressId ?? (await makeOwner(tx, given));
  const [added] = await tx
    .insert(testNumber)
    .values({
      ...{ workspaceId, label, addressId, madeContact: owner === null, carrier },
      ...{ codeWantedAt: now, createdBy: userId, createdAt: now },
    })
    .onConflictDoNothing()
    .returning({ id: testNumber.id });
  if (added === undefined) return { kind: "exists" };
  await audit(tx, given, "test_number.added", added.id);
  return { kind: "added", testNumberId: added.id };
}

async function ownerOf(tx: Pick<Database, "execute">, workspaceId: string, number: string, now: Date) {
  const [row] = await tx.execute<{ addressId: string; refusal: string | null }>(sql`
    select id as "addressId", ${consentRefusalSql({ contactId: sql`contact_id`, channel: codeChannel, topic: everything, now })} as refusal
    from address where workspace_id = ${workspaceId} and kind = 'phone' and value = ${number}`);
  return row ?? null;
}

async function makeOwner(tx: Writer, { workspaceId, label, number, country, now }: NewTestNumber): Promise<string> {
  const [contactId, addressId] = [uuidv7(), uuidv7()];
  const attributes = { source: "test number" };
  await tx
    .insert(contact)
    .values({ id: contactId, workspaceId, firstName: label, country, attributes, createdAt: now, updatedAt: now });
  await tx.insert(address).values({ id: addressId, workspaceId, contactId, kind: "phone", value: number });
  return addressId;
}

type Which = { workspaceId: string; testNumberId: string };
const one = ({ workspaceId, testNumberId }: Which) =>
  and(eq(testNumber.id, testNumberId), eq(testNumber.workspaceId, workspaceId));

/** Asks for another code, over the account of this moment. False when there is no such number. */
export async function wantTestCode(tx: Writer, which: Which, carrier: Carrier, now: Date): Promise<boolean> {
  const rows = await tx
    .update(testNumber)
    .set({ codeWantedAt: now, codeHash: null, codeError: null, carrier, verifiedAt: null })
    .where(and(one(which), sql`(${testNumber.verifiedAt} is null or ${testNumber.carrier} <> ${carrier})`))
    .returning({ id: testNumber.id });
  return rows.length > 0;
}

/** Takes the wish for a code, for good, and keeps the hash of the one that will be sent. */
export async function claimTestCode(
  db: Pick<Database, "execute">,
  { workspaceId, testNumberId }: Which,
  { codeHash, expiresAt, now }: { codeHash: string; expiresAt: Date; now: Date },
): Promise<{ number: string; settings: WorkspaceSettings } | null> {
  const [row] = await db.execute<Record<string, unknown>>(sql`
    update test_number n set code_wanted_at = null, code_hash = ${codeHash}, code_tries = 0, code_error = null,
      code_expires_at = ${expiresAt.toISOString()}::timestamptz, code_sent_at = ${now.toISOString()}::timestamptz
    from address a, workspace w
    where n.id = ${testNumberId} and n.workspace_id = ${workspaceId} and n.code_wanted_at is not null
      and n.verified_at is null and a.id = n.address_id and w.id = n.workspace_id
      and w.settings ->> 'carrier' = n.carrier
      and ${consentRefusalSql({ contactId: sql`a.contact_id`, channel: codeChannel, topic: everything, now })}
        is distinct from 'opted_out'
    returning a.value as number, w.settings`);
  return row === undefined ? null : (row as unknown as { number: string; settings: WorkspaceSettings });
}

/** Notes why a code could not be sent; null when it was. */
export async function recordTestCode(db: Database, which: Which, error: string | null, now: Date): Promise<void> {
  const change = error === null ? { codeSentAt: now } : { codeError: error, codeHash: null };
  await db
    .update(testNumber)
    .set(change)
    .where(and(one(which), sql`${testNumber.verifiedAt} is null`));
}

export type CodeOutcome = "verified" | "wrong" | "too_many_tries" | "expired" | "not_found";

/** Compares a typed code, counting the try whether or not it is right. Run it in a transaction. */
export async function verifyTestNumber(
  tx: Writer,
  which: Which & { userId: string },
  codeHash: string,
  now: Date,
): Promise<CodeOutcome> {
  const [row] = await tx.select().from(testNumber).where(one(which)).for("update");
  if (row === undefined) return "not_found";
  if (row.verifiedAt !== null) return "verified";
  if (row.codeHash === null || row.codeExpiresAt === null || row.codeExpiresAt <= now) return "expired";
  if (row.codeTries >= codeTriesMax) return "too_many_tries";
  const isRight = row.codeHash === codeHash;
  await tx
    .update(testNumber)
    .set({ codeTries: row.codeTries + 1, ...(isRight ? { verifiedAt: now, codeHash: null } : {}) })
    .where(one(which));
  if (!isRight) return "wrong";
  await audit(tx, { ...which, now }, "test_number.verified", row.id);
  return "verified";
}

/** Takes a number off the list; a contact that was only made for it and never confirmed goes with it. */
export async function removeTestNumber(tx: Writer, which: Which & { userId: string }, now: Date): Promise<boolean> {
  const [row] = await tx.delete(testNumber).where(one(which)).returning();
  if (row === undefined) return false;
  if (row.madeContact && row.verifiedAt === null) {
    await tx.execute(sql`
      delete from contact k using address a
      where a.id = ${row.addressId} and k.id = a.contact_id and k.workspace_id = ${which.workspaceId}
        and not exists (select from consent_event where contact_id = k.id)
        and not exists (select from delivery where contact_id = k.id)
        and not exists (select from recipient where contact_id = k.id)`);
  }
  await audit(tx, { ...which, now }, "test_number.removed", row.id);
  return true;
}

function audit(
  tx: Pick<Database, "insert">,
  who: { workspaceId: string; userId: string; now: Date },
  action: string,
  id: string,
) {
  const { workspaceId, userId, now } = who;
  return appendAudit(tx, { workspaceId, userId, action, subjectKind: "test_number", subjectId: id, now });
}
