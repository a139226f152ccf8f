import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeCampaign, makeWorkspace } from "@/db/queries/people.fixtures";
import { codesOfPeople, giveCodes, takeBackCodes } from "@/db/queries/promo-codes";
import { promoCode, promoPool } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

const now = new Date("2026-05-01T10:00:00Z");

async function poolOf(workspaceId: string, count: number): Promise<string> {
  const poolId = uuidv7();
  await database.db.insert(promoPool).values({ id: poolId, workspaceId, name: poolId });
  const codes = Array.from({ length: count }, (_, number) => `C${String(number).padStart(4, "0")}`);
  await database.db.insert(promoCode).values(codes.map((code) => ({ poolId, workspaceId, code })));
  return poolId;
}

async function shop(count: number) {
  const workspaceId = await makeWorkspace(database.db);
  const campaignId = await makeCampaign(database.db, workspaceId);
  const poolId = await poolOf(workspaceId, count);
  const wishes = (people: readonly string[], blockId = "b1") =>
    people.map((contactId) => ({ contactId, blockId, poolId }));
  return { workspaceId, campaignId, poolId, wishes };
}

const someone = (count: number) => Array.from({ length: count }, () => uuidv7());

test("everybody gets a code of their own, keeps it, and gets no second one for the same block", async () => {
  const { workspaceId, campaignId, wishes } = await shop(10);
  const people = someone(4);
  const given = await giveCodes(database.db, workspaceId, campaignId, wishes(people), now);
  expect(new Set(given.map(({ code }) => code)).size).toBe(4);
  expect(await giveCodes(database.db, workspaceId, campaignId, wishes(people), now)).toEqual([]);
  const kept = await codesOfPeople(database.db, workspaceId, campaignId, people);
  expect(new Set(kept.map((each) => JSON.stringify(each)))).toEqual(new Set(given.map((each) => JSON.stringify(each))));
  const [other] = await giveCodes(database.db, workspaceId, campaignId, wishes(people.slice(0, 1), "b2"), now);
  expect(given.map(({ code }) => code)).not.toContain(other?.code);
});

test("a list that runs out gives what it has", async () => {
  const { workspaceId, campaignId, wishes } = await shop(3);
  expect(await giveCodes(database.db, workspaceId, campaignId, wishes(someone(5)), now)).toHaveLength(3);
  expect(await giveCodes(database.db, workspaceId, campaignId, wishes(someone(2)), now)).toEqual([]);
});

test("what is taken back with its transaction is free again", async () => {
  const { workspaceId, campaignId, wishes } = await shop(2);
  const people = someone(2);
  const crash = database.db.transaction(async (tx) => {
    expect(await giveCodes(tx, workspaceId, campaignId, wishes(people), now)).toHaveLength(2);
    throw new Error("cut off");
  });
  await expect(crash).rejects.toThrow("cut off");
  expect(await giveCodes(database.db, workspaceId, campaignId, wishes(people), now)).toHaveLength(2);
});

test("transactions side by side never give the same code twice, and give all there are", async () => {
  const { workspaceId, campaignId, poolId, wishes } = await shop(70);
  const given = await Promise.all(
    Array.from({ length: 5 }, () =>
      database.db.transaction(async (tx) => {
        const first = await giveCodes(tx, workspaceId, campaignId, wishes(someone(10)), now);
        return [...first, ...(await giveCodes(tx, workspaceId, campaignId, wishes(someone(10)), now))];
      }),
    ),
  );
  const codes = given.flat().map(({ code }) => code);
  expect(codes).toHaveLength(70);
  expect(new Set(codes).size).toBe(70);
  const stored = await database.db.select().from(promoCode).where(eq(promoCode.poolId, poolId));
  expect(new Set(stored.map(({ contactId }) => contactId)).size).toBe(70);
});

test("codes of one workspace are given to, seen and taken back by nobody else", async () => {
  const ours = await shop(3);
  const theirs = await shop(1);
  const people = someone(1);
  expect(await giveCodes(database.db, theirs.workspaceId, theirs.campaignId, ours.wishes(people), now)).toEqual([]);
  await giveCodes(database.db, ours.workspaceId, ours.campaignId, ours.wishes(people), now);
  expect(await codesOfPeople(database.db, theirs.workspaceId, ours.campaignId, people)).toEqual([]);
  const given = people.map((contactId) => ({ contactId, blockId: "b1" }));
  await takeBackCodes(database.db, theirs.workspaceId, ours.campaignId, given);
  expect(await codesOfPeople(database.db, ours.workspaceId, ours.campaignId, people)).toHaveLength(1);
  await takeBackCodes(database.db, ours.workspaceId, ours.campaignId, given);
  expect(await codesOfPeople(database.db, ours.workspaceId, ours.campaignId, people)).toEqual([]);
});
