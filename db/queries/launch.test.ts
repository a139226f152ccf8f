import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCampaign, loadCampaign, saveCampaignSetup } from "@/db/queries/campaigns";
import { markLaunching, markScheduled, startScheduled, unschedule } from "@/db/queries/launch";
import { makeCampaign, makeDelivery, makePerson, makeWorkspace } from "@/db/queries/people.fixtures";
import { campaign } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";

const now = new Date("2026-05-01T10:00:00Z");
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

async function draft() {
  const workspaceId = await makeWorkspace(database.db);
  const input = { name: "Sale", topic: "promotions", userId: null, assignmentSalt: "s", now };
  const campaignId = await createCampaign(database.db, workspaceId, input);
  const state = async () => (await loadCampaign(database.db, workspaceId, campaignId))?.state;
  return { workspaceId, campaignId, state };
}

test("what somebody saved while a draft was being checked is not launched, nor scheduled", async () => {
  const { db } = database;
  const { workspaceId, campaignId, state } = await draft();
  const checked = { workspaceId, campaignId, revision: 1 };
  await saveCampaignSetup(db, workspaceId, campaignId, { revision: 1, setup: { name: "Bigger sale" }, now });
  expect(await markLaunching(db, checked, now)).toBe(false);
  expect(await markScheduled(db, checked, later(5), now)).toBe(false);
  expect(await state()).toBe("draft");
  expect(await markLaunching(db, { ...checked, revision: 2 }, now)).toBe(true);
  expect(await markLaunching(db, { ...checked, revision: 2 }, now)).toBe(false);
});

test("a campaign that was due starts, unless it was taken back or put off meanwhile", async () => {
  const { db } = database;
  const { workspaceId, campaignId, state } = await draft();
  const checked = { workspaceId, campaignId, revision: 1 };
  await markScheduled(db, checked, later(5), now);
  await unschedule(db, workspaceId, campaignId, later(5));
  expect(await startScheduled(db, workspaceId, campaignId, later(5))).toBe(false);
  expect(await state()).toBe("draft");
  await markScheduled(db, checked, later(60), later(5));
  expect(await startScheduled(db, workspaceId, campaignId, later(6))).toBe(false);
  expect(await startScheduled(db, workspaceId, campaignId, later(60))).toBe(true);
  expect(await state()).toBe("sending");
});

test("with a campaign go its people, their messages and the reasons, and nobody else's", async () => {
  const { db } = database;
  const workspaceId = await makeWorkspace(db);
  const person = await makePerson(db, workspaceId);
  const [gone, kept] = [await makeCampaign(db, workspaceId), await makeCampaign(db, workspaceId)];
  for (const id of [gone, kept]) {
    await makeDelivery(db, person, id);
    await db.execute(sql`insert into decision (campaign_id, contact_id, rung, workspace_id, rule, gates, decided_at)
      values (${id}, ${person.contactId}, 0, ${workspaceId}, 'only_option', '[]', now())`);
  }
  await db.delete(campaign).where(eq(campaign.id, gone));
  const left = await db.execute<{ id: string }>(sql`
    select campaign_id as id from recipient where workspace_id = ${workspaceId}
    union all select campaign_id from delivery where workspace_id = ${workspaceId}
    union all select campaign_id from decision where workspace_id = ${workspaceId}`);
  expect(left.map(({ id }) => id)).toEqual([kept, kept, kept]);
});
