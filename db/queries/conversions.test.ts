import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { recordConversions } from "@/db/queries/conversions";
import {
  epoch,
  later,
  makeCampaign,
  makeDelivery,
  makePerson,
  makeWorkspace,
  type TestPerson,
} from "@/db/queries/people.fixtures";
import { campaignSeries } from "@/db/queries/report";
import { delivery, engagement, recipient } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import type { SuccessCondition } from "@/lib/ladder/schema";

const day = 24 * 60 * 60;

let database: TestDatabase;
let workspaceId: string;
let person: TestPerson;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());
beforeEach(async () => {
  workspaceId = await makeWorkspace(database.db);
  person = await makePerson(database.db, workspaceId, { externalId: "customer-7" });
});

async function sent(success: SuccessCondition, at = epoch) {
  const rungs = [
    { id: "1", channels: ["rcs" as const], waitSeconds: day, success },
    { id: "2", channels: ["sms" as const], waitSeconds: day, success },
  ];
  const campaignId = await makeCampaign(database.db, workspaceId, { rungs });
  const state = { state: "accepted", acceptedAt: at, createdAt: at } as const;
  return { campaignId, deliveryId: await makeDelivery(database.db, person, campaignId, state) };
}

const stateIn = async (campaignId: string) => {
  const [row] = await database.db.select().from(recipient).where(eq(recipient.campaignId, campaignId));
  return [row?.state, row?.reason];
};
const report = (events: Parameters<typeof recordConversions>[2], now = later(100)) =>
  recordConversions(database.db, workspaceId, events, now);
const kept = () => database.db.select().from(engagement).where(eq(engagement.workspaceId, workspaceId));

describe("a reported conversion", () => {
  it.each(["accepted", "delivered", "read", "engaged", "converted"] as const)(
    "ends a ladder that waits for %s",
    async (success) => {
      const { campaignId, deliveryId } = await sent(success);
      expect(await report([{ id: "order-1", externalId: "customer-7" }])).toBe(1);
      expect(await stateIn(campaignId)).toEqual(["succeeded", `success_${success}`]);
      expect(await kept()).toMatchObject([{ kind: "conversion", deliveryId, campaignId, at: later(100) }]);
      const [row] = await database.db.select().from(delivery).where(eq(delivery.id, deliveryId));
      expect(row?.engagedAt).toEqual(later(100));
    },
  );

  it("counts once however often it is reported, by whichever name of the person", async () => {
    const { campaignId } = await sent("converted");
    await report([{ id: "order-1", phone: person.phone }]);
    await report([
      { id: "order-1", externalId: "customer-7" },
      { id: "order-1", phone: person.phone },
    ]);
    expect(await kept()).toHaveLength(1);
    await report([{ id: "order-2", phone: person.phone }], later(200));
    const series = await campaignSeries(database.db, workspaceId, campaignId, 1);
    const inMinutes = series.filter(({ metric }) => metric === "converted").map(({ at, count }) => [at, count]);
    expect(inMinutes).toEqual([
      [later(60), 1],
      [later(180), 1],
    ]);
  });

  it("belongs to the last message before it, and to none that is older than seven days or came later", async () => {
    await sent("engaged");
    const last = await sent("engaged", later(60));
    await sent("engaged", later(200));
    await report([{ id: "a", phone: person.phone, at: later(100) }], later(300));
    await report([{ id: "b", phone: person.phone, at: later(300 + 7 * day) }], later(9 * day));
    const rows = await kept();
    expect(rows.find(({ dedupeKey }) => dedupeKey.endsWith(":a"))?.deliveryId).toBe(last.deliveryId);
    expect(rows.find(({ dedupeKey }) => dedupeKey.endsWith(":b"))?.deliveryId).toBeNull();
  });

  it("a moment that is still to come is taken as now", async () => {
    await report([{ id: "order-1", phone: person.phone, at: later(9999) }]);
    expect(await kept()).toMatchObject([{ at: later(100) }]);
  });

  it("names nobody of another workspace, and nobody who was erased", async () => {
    const other = await makeWorkspace(database.db);
    expect(
      await recordConversions(
        database.db,
        other,
        [
          { id: "1", phone: person.phone },
          { id: "2", externalId: "customer-7" },
        ],
        later(1),
      ),
    ).toBe(0);
    await makePerson(database.db, workspaceId, { externalId: "gone", erasedAt: epoch });
    expect(await report([{ id: "3", externalId: "gone" }])).toBe(0);
    expect(await kept()).toEqual([]);
  });
});
