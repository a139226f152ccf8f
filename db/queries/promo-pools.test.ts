import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeCampaign, makeWorkspace } from "@/db/queries/people.fixtures";
import { giveCodes } from "@/db/queries/promo-codes";
import {
  addPromoCodes,
  addPromoPool,
  freeCodesOf,
  listPromoPools,
  removePromoPool,
  renamePromoPool,
} from "@/db/queries/promo-pools";
import { arm, campaign } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

const now = new Date("2026-05-01T10:00:00Z");

const business = async () => ({ workspaceId: await makeWorkspace(database.db), userId: uuidv7(), now });

async function poolOf(change: Awaited<ReturnType<typeof business>>, name: string, codes: string[]): Promise<string> {
  const added = await addPromoPool(database.db, change, name);
  if (added.kind !== "added") throw new Error(added.kind);
  await addPromoCodes(database.db, change, added.poolId, codes);
  return added.poolId;
}

test("codes are added once, and a list says how many are left and given", async () => {
  const { db } = database;
  const change = await business();
  const poolId = await poolOf(change, "Spring", ["A", "B"]);
  expect(await addPromoCodes(db, change, poolId, ["B", "C"])).toEqual({ kind: "added", addedCount: 1, knownCount: 1 });
  const campaignId = await makeCampaign(db, change.workspaceId);
  await giveCodes(db, change.workspaceId, campaignId, [{ contactId: uuidv7(), blockId: "b", poolId }], now);
  expect(await listPromoPools(db, change.workspaceId)).toEqual([{ id: poolId, name: "Spring", left: 2, given: 1 }]);
  // A code that was given does not become free by being uploaded again.
  await addPromoCodes(db, change, poolId, ["A", "B", "C"]);
  expect(await listPromoPools(db, change.workspaceId)).toMatchObject([{ left: 2, given: 1 }]);
});

test("where a list is chosen, what is left of it is counted as far as it matters, of this workspace alone", async () => {
  const { db } = database;
  const [change, theirs] = [await business(), await business()];
  const spring = await poolOf(change, "Spring", ["A", "B", "C"]);
  const autumn = await poolOf(change, "Autumn", ["A"]);
  const stranger = await poolOf(theirs, "Theirs", ["A"]);
  const campaignId = await makeCampaign(db, change.workspaceId);
  await giveCodes(db, change.workspaceId, campaignId, [{ contactId: uuidv7(), blockId: "b", poolId: autumn }], now);
  const { workspaceId } = change;
  expect(await freeCodesOf(db, workspaceId, { countedMax: 2 })).toEqual([
    { id: autumn, name: "Autumn", left: 0 },
    { id: spring, name: "Spring", left: 2 },
  ]);
  expect(await freeCodesOf(db, workspaceId, { poolIds: [spring, stranger], countedMax: 9 })).toEqual([
    { id: spring, name: "Spring", left: 3 },
  ]);
  expect(await freeCodesOf(db, workspaceId, { poolIds: [], countedMax: 9 })).toEqual([]);
});

test("two lists have two names", async () => {
  const { db } = database;
  const change = await business();
  const poolId = await poolOf(change, "Spring", []);
  await poolOf(change, "Autumn", []);
  expect(await addPromoPool(db, change, "Spring")).toEqual({ kind: "exists" });
  expect(await renamePromoPool(db, change, poolId, "Autumn")).toBe("exists");
  expect(await renamePromoPool(db, change, poolId, "Summer")).toBe("renamed");
  expect((await listPromoPools(db, change.workspaceId)).map(({ name }) => name)).toEqual(["Autumn", "Summer"]);
});

test("a list a running campaign takes codes from stays; afterwards it can go", async () => {
  const { db } = database;
  const change = await business();
  const poolId = await poolOf(change, "Spring", ["A"]);
  const campaignId = await makeCampaign(db, change.workspaceId);
  const code = { type: "pool" as const, poolId };
  const block = { id: "own", kind: "promo_code" as const, label: "", asQr: false, code };
  const message = { blocks: [], variants: [{ of: "x", channel: "sms" as const, language: null, block }] };
  await db.update(arm).set({ message }).where(eq(arm.campaignId, campaignId));
  expect(await removePromoPool(db, change, poolId)).toBe("in_use");
  await db.update(campaign).set({ state: "finished" }).where(eq(campaign.id, campaignId));
  expect(await removePromoPool(db, change, poolId)).toBe("removed");
  expect(await listPromoPools(db, change.workspaceId)).toEqual([]);
});

test("nobody sees, fills, renames or deletes the list of another workspace", async () => {
  const { db } = database;
  const [ours, theirs] = [await business(), await business()];
  const poolId = await poolOf(ours, "Spring", ["A"]);
  expect(await addPromoCodes(db, theirs, poolId, ["B"])).toEqual({ kind: "not_found" });
  expect(await renamePromoPool(db, theirs, poolId, "Mine")).toBe("not_found");
  expect(await removePromoPool(db, theirs, poolId)).toBe("not_found");
  expect(await listPromoPools(db, theirs.workspaceId)).toEqual([]);
  expect(await listPromoPools(db, ours.workspaceId)).toEqual([{ id: poolId, name: "Spring", left: 1, given: 0 }]);
});
