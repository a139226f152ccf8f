import { eq } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { recordOutcomes } from "@/db/queries/deliveries";
import { later, makeCampaign, makeDelivery, makePerson, makeWorkspace } from "@/db/queries/people.fixtures";
import { applyStatusReceipts, storeReceipts } from "@/db/queries/receipts";
import { delivery, receipt } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

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
      db,
      workspaceId,
      campaignId,
      rows.map((row) => ({
        ...row,
        rung: 0,
        armKey: "A" as const,
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
      const waiting = await db.select().from(receipt).where(eq(receipt.workspaceId, workspaceId));
      expect(waiting.every((row) => row.outcome === "applied")).toBe(true);
    }),
    { numRuns: 25 },
  );
});
