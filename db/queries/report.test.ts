import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { later, makeCampaign, makeDelivery, makePerson, makeWorkspace } from "@/db/queries/people.fixtures";
import { campaignCharges } from "@/db/queries/report";
import { delivery } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

test("what was billed is added up per currency, for the campaign of this workspace alone", async () => {
  const workspaceId = await makeWorkspace(database.db);
  const campaignId = await makeCampaign(database.db, workspaceId);
  const bill = async (costMicros: number | null, costCurrency: string | null) => {
    const person = await makePerson(database.db, workspaceId);
    const id = await makeDelivery(database.db, person, campaignId, { state: "delivered", acceptedAt: later(0) });
    await database.db.update(delivery).set({ costMicros, costCurrency }).where(eq(delivery.id, id));
  };
  await bill(33_300, "EUR");
  await bill(2_000_000_000, "EUR");
  await bill(2_000_000_000, "EUR");
  await bill(0, "USD");
  await bill(null, null);
  expect(await campaignCharges(database.db, workspaceId, campaignId)).toEqual([
    { currency: "EUR", micros: 4_000_033_300, messages: 3 },
    { currency: "USD", micros: 0, messages: 1 },
  ]);
  expect(await campaignCharges(database.db, await makeWorkspace(database.db), campaignId)).toEqual([]);
});
