import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import { acceptedPerMinute, campaignQueues, failureCounts, lateness } from "@/db/queries/operations";
import { epoch, later, makeCampaign, makeDelivery, makePerson, makeWorkspace } from "@/db/queries/people.fixtures";
import { storeReceipts } from "@/db/queries/receipts";
import { addToRollups } from "@/db/queries/rollups";
import { campaign, receiptWaiting, recipient } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";

let database: TestDatabase;
let ours: string;
let theirs: string;
let campaignId: string;
const now = later(0);

/** A campaign with one of each: to be handed over, tried later, under way, open, failed, and a wait that is over. */
async function busy(workspaceId: string): Promise<string> {
  const { db } = database;
  const id = await makeCampaign(db, workspaceId);
  const make = async (changes: Parameters<typeof makeDelivery>[3]) =>
    makeDelivery(db, await makePerson(db, workspaceId), id, changes);
  await make({ state: "pending", createdAt: later(-90) });
  await make({ state: "pending", createdAt: later(-500), notBefore: later(60) });
  await make({ state: "sending" });
  await make({ state: "unknown" });
  await make({ state: "rejected", errorCode: "1300", failedAt: later(-60) });
  await make({ state: "rejected", errorCode: "1300", failedAt: later(-7200) });
  await make({ state: "undeliverable", errorCode: "1360", failedAt: later(-90_000) });
  // Taken back because somebody left: no failure of a message.
  await make({ state: "cancelled", errorCode: "consent:opted_out", failedAt: later(-60) });
  const late = await makePerson(db, workspaceId);
  await makeDelivery(db, late, id, { state: "delivered", acceptedAt: later(-3700) });
  await db
    .update(recipient)
    .set({ nextActionAt: later(-45) })
    .where(eq(recipient.contactId, late.contactId));
  const undecided = await makePerson(db, workspaceId);
  await db.insert(recipient).values({
    ...{ campaignId: id, contactId: undecided.contactId, workspaceId, armKey: "A", state: "pending", updatedAt: epoch },
  });
  const report = { workspaceId, provider: "vonage", kind: "status" as const, body: {} };
  await storeReceipts(
    db,
    [-12, -11].map((seconds) => ({ ...report, dedupeKey: `r ${id} ${seconds}`, receivedAt: later(seconds) })),
  );
  // Looked at in vain: not due before these moments.
  for (const seconds of [-10, 5]) {
    await db.insert(receiptWaiting).values({
      ...{ receiptId: uuidv7(), workspaceId, kind: "status", receivedAt: later(-300), notBefore: later(seconds) },
    });
  }
  await addToRollups(db, [
    { campaignId: id, workspaceId, armKey: "A", rung: 0, channel: "rcs", metric: "accepted", at: later(-61) },
    { campaignId: id, workspaceId, armKey: "A", rung: 0, channel: "rcs", metric: "delivered", at: later(-61) },
    { campaignId: id, workspaceId, armKey: "A", rung: 0, channel: "rcs", metric: "accepted", at: later(-4000) },
  ]);
  return id;
}

beforeAll(async () => {
  database = await testDatabase();
  ours = await makeWorkspace(database.db);
  theirs = await makeWorkspace(database.db);
  campaignId = await busy(ours);
});
afterAll(() => database.end());

test("says per campaign what waits for what", async () => {
  expect(await campaignQueues(database.db, ours, now)).toEqual([
    {
      ...{ campaignId, name: "Sale", state: "sending", recipientCount: null, undecided: 1, waiting: 9 },
      ...{ ready: 1, later: 1, underWay: 1, unknown: 1 },
    },
  ]);
});

test("says since when the oldest is due: what is to be tried later is not late", async () => {
  expect(await lateness(database.db, ours, now)).toEqual({
    rungSince: later(-45),
    receiptSince: later(-12),
    deliverySince: later(-90),
  });
});

test("whoever is to be looked at at once is late from then on", async () => {
  const workspaceId = await makeWorkspace(database.db);
  const id = await busy(workspaceId);
  const failed = await makePerson(database.db, workspaceId);
  await makeDelivery(database.db, failed, id, { state: "rejected", acceptedAt: later(-3700) });
  await database.db
    .update(recipient)
    .set({ updatedAt: later(-50) })
    .where(eq(recipient.contactId, failed.contactId));
  expect(await lateness(database.db, workspaceId, now)).toMatchObject({ rungSince: later(-50) });
});

test("counts what failed within the hour and the day, and no message that was taken back", async () => {
  expect(await failureCounts(database.db, ours, now)).toEqual([
    { channel: "rcs", code: "1300", lastHour: 1, lastDay: 2 },
  ]);
});

test("counts what was taken per minute", async () => {
  expect(await acceptedPerMinute(database.db, ours, later(-1800))).toEqual([{ at: later(-120), accepted: 1 }]);
});

test("a paused campaign is shown, and is not late", async () => {
  const workspaceId = await makeWorkspace(database.db);
  const id = await busy(workspaceId);
  await database.db.update(campaign).set({ state: "paused" }).where(eq(campaign.id, id));
  expect((await campaignQueues(database.db, workspaceId, now)).map(({ state }) => state)).toEqual(["paused"]);
  expect(await lateness(database.db, workspaceId, now)).toMatchObject({ rungSince: null, deliverySince: null });
});

test("nobody sees another workspace's", async () => {
  expect(await campaignQueues(database.db, theirs, now)).toEqual([]);
  expect(await failureCounts(database.db, theirs, now)).toEqual([]);
  expect(await acceptedPerMinute(database.db, theirs, later(-1800))).toEqual([]);
  expect(await lateness(database.db, theirs, now)).toEqual({
    rungSince: null,
    receiptSince: null,
    deliverySince: null,
  });
});
