import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { forgetReceipts } from "@/db/queries/forget-receipts";
import { makeWorkspace } from "@/db/queries/people.fixtures";
import { receipt, receiptWaiting } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";

let database: TestDatabase;
let workspaceId: string;
const now = new Date("2026-06-30T12:00:00Z");

beforeAll(async () => {
  database = await testDatabase();
  workspaceId = await makeWorkspace(database.db);
});
beforeEach(async () => {
  await database.db.delete(receipt);
  await database.db.delete(receiptWaiting);
});
afterAll(() => database.end());

async function keep(name: string, kind: "status" | "inbound", daysOld: number, isApplied = true): Promise<void> {
  const receivedAt = new Date(now.getTime() - daysOld * 86_400_000);
  const id = uuidv7();
  await database.db
    .insert(receipt)
    .values({ id, workspaceId, provider: "vonage", kind, dedupeKey: name, body: {}, receivedAt });
  if (!isApplied) await database.db.insert(receiptWaiting).values({ receiptId: id, workspaceId, kind, receivedAt });
}

async function kept(): Promise<string[]> {
  const rows = await database.db.select({ name: receipt.dedupeKey }).from(receipt).orderBy(receipt.dedupeKey);
  return rows.map(({ name }) => name);
}

test("applied receipts go after a month, what people wrote after a year", async () => {
  await keep("old status", "status", 31);
  await keep("new status", "status", 29);
  await keep("old reply", "inbound", 366);
  await keep("new reply", "inbound", 364);
  expect(await forgetReceipts(database.db, now, 100)).toBe(2);
  expect(await kept()).toEqual(["new reply", "new status"]);
});

test("a receipt that nobody has applied stays, however old it is", async () => {
  await keep("waiting", "status", 400, false);
  await keep("waiting reply", "inbound", 400, false);
  await keep("applied", "status", 400);
  expect(await forgetReceipts(database.db, now, 100)).toBe(1);
  expect(await kept()).toEqual(["waiting", "waiting reply"]);
});

test("takes no more than it was told, and passes over what another worker holds", async () => {
  for (const name of ["a", "b", "c"]) await keep(name, "status", 40);
  await database.db.transaction(async (tx) => {
    await tx.execute(sql`select id from receipt where dedupe_key = 'a' for update`);
    expect(await forgetReceipts(database.db, now, 100)).toBe(2);
  });
  await keep("d", "status", 40);
  expect(await forgetReceipts(database.db, now, 1)).toBe(1);
  expect(await kept()).toHaveLength(1);
});
