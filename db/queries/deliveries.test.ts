import { eq } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Connection, createDatabase } from "@/db/client";
import { appendConsentEvents } from "@/db/queries/consent";
import { claimDeliveries, type DeliveryOutcome, recordOutcomes } from "@/db/queries/deliveries";
import { later, makeCampaign, makeDelivery, makePerson, makeWorkspace } from "@/db/queries/people.fixtures";
import { advanceRecipients } from "@/db/queries/progress";
import { applyStatusReceipts, storeReceipts } from "@/db/queries/receipts";
import { delivery, receipt, receiptWaiting, recipient } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { globalScope } from "@/lib/consent/scope";

let database: TestDatabase;
/** As the worker asks: what is kept of a plan may only look keys up, and so locks rows in the order it is given. */
let sets: Connection;
beforeAll(async () => {
  database = await testDatabase();
  sets = createDatabase(database.url, { isForSets: true, connectionsMax: 4 });
});
afterAll(async () => {
  await sets.end();
  await database.end();
});

const people = 40;

it("answers recorded in any order and receipts applied meanwhile never wait for each other crosswise", async () => {
  const { db } = database;
  const workspaceId = await makeWorkspace(db);
  const campaignId = await makeCampaign(db, workspaceId);
  const sent: { id: string; contactId: string }[] = [];
  for (let index = 0; index < people; index += 1) {
    const person = await makePerson(db, workspaceId);
    const id = await makeDelivery(db, person, campaignId, { state: "sending", leaseUntil: later(60) });
    sent.push({ id, contactId: person.contactId });
  }
  const answered = (rows: typeof sent) =>
    recordOutcomes(
      sets.db,
      workspaceId,
      campaignId,
      rows.map((row) => ({
        ...row,
        rung: 0,
        armKey: "A" as const,
        attempts: 0,
        channel: "rcs" as const,
        result: {
          kind: "accepted" as const,
          providerMessageId: `p-${row.id}`,
          ...{ billedUnits: 1, estimatedMicros: 33_300, estimatedCurrency: "EUR" },
          nextActionAt: later(99),
        },
      })),
      later(2),
    );
  const reported = (round: number) =>
    storeReceipts(
      db,
      sent.map(({ id }) => ({
        ...{
          workspaceId,
          provider: "vonage",
          kind: "status" as const,
          dedupeKey: `${round}-${id}`,
          receivedAt: later(3),
        },
        body: {
          ...{ message_uuid: `p-${id}`, to: "1", from: "2", channel: "rcs", status: "delivered", client_ref: id },
          timestamp: later(3).toISOString(),
        },
      })),
    );
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(sent, { minLength: people }), async (shuffled) => {
      round += 1;
      await db
        .update(delivery)
        .set({ state: "sending", acceptedAt: null, deliveredAt: null, providerMessageId: null, leaseUntil: later(60) })
        .where(eq(delivery.campaignId, campaignId));
      await reported(round);
      await Promise.all([
        answered(shuffled),
        applyStatusReceipts(db, { now: later(4), max: people / 2 }),
        answered(shuffled.toReversed()),
        applyStatusReceipts(db, { now: later(4), max: people / 2 }),
      ]);
      await applyStatusReceipts(db, { now: later(4), max: people });
      expect(await db.select().from(receiptWaiting)).toEqual([]);
      const receipts = await db.select().from(receipt).where(eq(receipt.workspaceId, workspaceId));
      expect(receipts.every((row) => row.outcome === null)).toBe(true);
    }),
    { numRuns: 25 },
  );
});

it("an answer that comes after its lease ran out still counts, and one to an earlier try does not", async () => {
  const { db } = database;
  const workspaceId = await makeWorkspace(db);
  const campaignId = await makeCampaign(db, workspaceId);
  const answers: DeliveryOutcome["result"][] = [
    { kind: "retry", code: "503", notBefore: later(10) },
    { kind: "not_started" },
    { kind: "failed", code: "1120", unreachable: false },
  ];
  const ends: (string | null)[][] = [];
  for (const state of ["unknown", "sending"] as const) {
    for (const result of answers) {
      const person = await makePerson(db, workspaceId);
      const campaign = await makeCampaign(db, workspaceId);
      // In the second round, somebody else has claimed it anew.
      const attempts = state === "unknown" ? 1 : 2;
      const id = await makeDelivery(db, person, campaign, { state, leaseUntil: later(60), attempts });
      const about = { id, contactId: person.contactId, rung: 0, armKey: "A", channel: "rcs", attempts: 1 } as const;
      await recordOutcomes(db, workspaceId, campaignId, [{ ...about, result }], later(61));
      const [row] = await db.select().from(delivery).where(eq(delivery.id, id));
      ends.push([row?.state ?? null, row?.leaseUntil?.toISOString() ?? null]);
    }
  }
  const held = ["sending", later(60).toISOString()];
  expect(ends).toEqual([["pending", null], ["pending", null], ["rejected", null], held, held, held]);
});

it.each(["succeeded", "opted_out"] as const)(
  "a message that comes back after its person %s while it was under way is not claimed again",
  async (state) => {
    const { db } = database;
    const workspaceId = await makeWorkspace(db);
    const campaignId = await makeCampaign(db, workspaceId);
    const person = await makePerson(db, workspaceId);
    const { contactId } = person;
    const agreed = { ...globalScope, workspaceId, contactId, status: "opted_in", source: "import", proof: {} } as const;
    await makeDelivery(db, person, campaignId, { state: "accepted" });
    const id = await makeDelivery(db, person, campaignId, { rung: 1, state: "sending", attempts: 1 });
    if (state === "succeeded") {
      const step = { kind: "succeeded", reason: "success_read" } as const;
      await advanceRecipients(db, [{ campaignId, contactId, rung: 0, step }], later(1));
    } else await db.update(recipient).set({ state }).where(eq(recipient.campaignId, campaignId));
    await appendConsentEvents(db, [{ ...agreed, at: later(1) }]);
    const about = { id, contactId, rung: 1, armKey: "A", channel: "rcs", attempts: 1 } as const;
    await recordOutcomes(db, workspaceId, campaignId, [{ ...about, result: { kind: "not_started" } }], later(2));
    const claim = { workspaceId, campaignId, limit: 10, leaseSeconds: 60 };
    expect(await claimDeliveries(db, { ...claim, now: later(3) })).toEqual([]);
    const [row] = await db.select().from(delivery).where(eq(delivery.id, id));
    expect(row).toMatchObject({ state: "cancelled", errorCode: state });
  },
);
