import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { changeAllowance, countWaiting, putOff, readAllowance } from "@/db/queries/account-rates";
import { epoch, later, makeCampaign, makeDelivery, makePerson, makeWorkspace } from "@/db/queries/people.fixtures";
import { delivery } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { spendUnits, takeUnits } from "@/lib/sending/sender-allowance";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

it("what waits on a channel is counted and put off, and nothing else", async () => {
  const { db } = database;
  const workspaceId = await makeWorkspace(db);
  const other = await makeWorkspace(db);
  const campaignId = await makeCampaign(db, workspaceId);
  const made = async (changes: Parameters<typeof makeDelivery>[3]) =>
    makeDelivery(db, await makePerson(db, workspaceId), campaignId, changes);
  const waiting = [await made({ channel: "sms" }), await made({ channel: "sms", notBefore: epoch })];
  await made({ channel: "sms", notBefore: later(60) });
  await made({ channel: "sms", state: "sending" });
  await made({ channel: "sms", state: "accepted" });
  await made({ channel: "rcs" });

  const mine = { workspaceId, campaignId, channel: "sms" } as const;
  const theirs = { ...mine, workspaceId: other };
  expect(await countWaiting(db, mine, 100, epoch)).toBe(2);
  expect(await countWaiting(db, mine, 1, epoch)).toBe(1);
  expect(await countWaiting(db, theirs, 100, epoch)).toBe(0);
  const putOffOnes = async () => {
    const rows = await db
      .select()
      .from(delivery)
      .where(eq(delivery.notBefore, later(3600)));
    return rows.map(({ id }) => id).sort();
  };
  await putOff(db, theirs, later(3600), epoch);
  expect(await putOffOnes()).toEqual([]);
  await putOff(db, mine, later(3600), epoch);
  expect(await putOffOnes()).toEqual(waiting.sort());
});

it("a sender that nobody asked of yet is full, and all who ask of it share one count", async () => {
  const { db } = database;
  const limit = { unitsPerSecond: 100, unitsPerDay: 200 };
  expect(await readAllowance(db, "a sender", limit, epoch)).toMatchObject({ tokens: 10, usedInDay: 0 });
  const spend = () =>
    changeAllowance(db, "a sender", limit, epoch, (allowance) => {
      const { bucket, granted } = takeUnits(allowance, limit, 4, 1, epoch);
      return { ...spendUnits(bucket, limit, granted, [granted], epoch), granted };
    });
  const spent = await Promise.all([spend(), spend(), spend(), spend()]);
  expect(spent.map(({ granted }) => granted).sort()).toEqual([0, 2, 4, 4]);
  expect(await readAllowance(db, "a sender", limit, epoch)).toMatchObject({ tokens: 0, usedInDay: 10 });
});
