import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { oldNews } from "@/db/queries/old-news";
import { later, makeCampaign, makeDelivery, makePerson, makeWorkspace } from "@/db/queries/people.fixtures";
import { delivery } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { readVonageStatus } from "@/lib/receipts/vonage-status";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

const known = { state: "accepted", acceptedAt: later(2), providerMessageId: "p" } as const;

async function scene(changes: Partial<typeof delivery.$inferInsert> = {}) {
  const workspaceId = await makeWorkspace(database.db);
  const person = await makePerson(database.db, workspaceId);
  const id = await makeDelivery(database.db, person, await makeCampaign(database.db, workspaceId), {
    ...known,
    ...changes,
  });
  return { workspaceId, id };
}

function receipt(workspaceId: string, ref: string, changes: object = {}) {
  const body = {
    message_uuid: "p",
    status: "submitted",
    timestamp: later(3).toISOString(),
    client_ref: ref,
    ...changes,
  };
  return { id: ref, workspaceId, receivedAt: later(4), report: readVonageStatus(body) };
}

it("is that a message was taken, when we recorded that ourselves; it waits for nobody", async () => {
  const { workspaceId, id } = await scene();
  await database.db.transaction(async (other) => {
    await other.select().from(delivery).where(eq(delivery.id, id)).for("update");
    expect([...(await oldNews(database.db, [receipt(workspaceId, id)]))]).toEqual([id]);
  });
});

it.each([
  ["nobody recorded the hand-over", { state: "unknown", acceptedAt: null, leaseUntil: later(9) }, {}],
  ["only another receipt told of it", { leaseUntil: later(9) }, {}],
  ["the provider's id is not known", { providerMessageId: null }, {}],
  ["it had been given up", { state: "undeliverable", failedAt: later(3), errorCode: "1300" }, {}],
  ["the receipt says what it cost", {}, { usage: { price: "0.03", currency: "EUR" } }],
  ["the receipt says more", {}, { status: "delivered" }],
] as const)("is no old news when %s", async (_, changes, said) => {
  const { workspaceId, id } = await scene(changes);
  expect([...(await oldNews(database.db, [receipt(workspaceId, id, said)]))]).toEqual([]);
});

it("knows nothing of another workspace's messages", async () => {
  const { id } = await scene();
  expect([...(await oldNews(database.db, [receipt(await makeWorkspace(database.db), id)]))]).toEqual([]);
});
