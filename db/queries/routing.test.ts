import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  epoch,
  later,
  makeCampaign,
  makeDelivery,
  makePerson,
  makeWorkspace,
  type TestPerson,
} from "@/db/queries/people.fixtures";
import {
  countNextDay,
  engagementHours,
  learnSegments,
  loadHabits,
  loadRoutingModel,
  workspacesToLearn,
} from "@/db/queries/routing";
import { type delivery, routingHabit, routingModel } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { emptyModel } from "@/lib/routing/model";

const day = 86_400;
const ripe = engagementHours * 3600;

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

/** A message that was delivered a minute after its hand-over, and perhaps clicked later. */
async function sent(person: TestPerson, at: number, changes: Partial<typeof delivery.$inferInsert> = {}) {
  const campaignId = await makeCampaign(database.db, person.workspaceId);
  const moments = { createdAt: later(at), acceptedAt: later(at), deliveredAt: later(at + 60) };
  await makeDelivery(database.db, person, campaignId, { channel: "sms", state: "delivered", ...moments, ...changes });
}

async function count(workspaceId: string, at: number) {
  while (await countNextDay(database.db, workspaceId, later(at)));
}

it("counts every message once, when its time to react is over, however often it is asked to", async () => {
  const workspaceId = await makeWorkspace(database.db);
  const person = await makePerson(database.db, workspaceId, { country: "BR", createdAt: later(-40 * day) });
  await sent(person, 0, { engagedAt: later(3600) });
  await sent(person, 60, { engagedAt: later(ripe + 61) });
  await sent(person, 3 * day, { state: "rejected", acceptedAt: null, deliveredAt: null, errorCode: "1300" });
  await sent(person, 3 * day, { state: "rejected", acceptedAt: null, deliveredAt: null, errorCode: "missing_value" });
  await sent(person, 3 * day, { state: "cancelled", acceptedAt: null, deliveredAt: null });
  await sent(person, 5 * day);
  await count(workspaceId, ripe + 30);
  const now = later(ripe + 5 * day - 1);
  await Promise.all([1, 2, 3].map(() => count(workspaceId, ripe + 5 * day - 1)));
  await count(workspaceId, ripe + 5 * day - 1);
  const habits = await loadHabits(database.db, workspaceId, [person.contactId], now);
  const found = habits.get(person.contactId);
  expect(found).toMatchObject({ segment: "latam unknown settled", lastEngaged: "sms", preferred: [] });
  // Worth a little less than 3, 2 and 1: they are up to eight days old.
  const [attempted = 0, delivered = 0, engaged = 0] = [
    found?.counts.sms?.attempted,
    found?.counts.sms?.delivered,
    found?.counts.sms?.engaged,
  ];
  expect([attempted, delivered, engaged].map(Math.round)).toEqual([3, 2, 1]);
  expect(engaged).toBeCloseTo(2 ** (-(ripe / day + 5) / 90), 3);
});

it("a message counts half after ninety days, without anybody touching it", async () => {
  const workspaceId = await makeWorkspace(database.db);
  const person = await makePerson(database.db, workspaceId);
  await sent(person, 0);
  await count(workspaceId, ripe);
  const at = async (days: number) => {
    const habits = await loadHabits(database.db, workspaceId, [person.contactId], later(days * day));
    return habits.get(person.contactId)?.counts.sms?.delivered;
  };
  expect(await at(90)).toBeCloseTo(0.5, 5);
  expect(await at(180)).toBeCloseTo(0.25, 5);
});

it("adds people up to segments and tells how personal their habits are", async () => {
  const workspaceId = await makeWorkspace(database.db);
  const people = [];
  for (let index = 0; index < 6; index += 1) {
    const country = index < 3 ? "BR" : "DE";
    people.push(await makePerson(database.db, workspaceId, { country, createdAt: later(-100 * day) }));
  }
  for (const [index, person] of people.entries()) {
    // One always clicks, the others never do: habits are as personal as can be.
    for (let message = 0; message < 8; message += 1) {
      await sent(person, message, index === 0 ? { engagedAt: later(60) } : {});
    }
  }
  await count(workspaceId, ripe + 10);
  const now = later(ripe + 10);
  await learnSegments(database.db, workspaceId, now);
  await learnSegments(database.db, workspaceId, now);
  const model = await loadRoutingModel(database.db, workspaceId, now);
  expect(Object.keys(model.segments).sort()).toEqual(["europe unknown settled", "latam unknown settled"]);
  expect(Math.round(model.workspace.sms?.delivered ?? 0)).toBe(47);
  expect(Math.round(model.segments["latam unknown settled"]?.sms?.engaged ?? 0)).toBe(8);
  expect(model.minutes.sms).toBeCloseTo(1, 3);
  expect(model.personWeight).toBeCloseTo(4, 5);
});

it("knows nothing of other workspaces, and tells them nothing", async () => {
  const [mine, theirs] = [await makeWorkspace(database.db), await makeWorkspace(database.db)];
  const person = await makePerson(database.db, mine);
  await sent(person, 0, { engagedAt: later(60) });
  // A row that should not exist: their campaign, my contact.
  await sent({ ...person, workspaceId: theirs }, 0, { engagedAt: later(60) });
  for (const workspaceId of [theirs, mine]) {
    await count(workspaceId, ripe);
    await learnSegments(database.db, workspaceId, later(ripe));
  }
  const rows = await database.db.select().from(routingHabit).where(eq(routingHabit.contactId, person.contactId));
  expect(rows.map(({ workspaceId }) => workspaceId)).toEqual([mine]);
  expect(await loadHabits(database.db, theirs, [person.contactId], later(ripe))).toEqual(new Map());
  expect(await loadRoutingModel(database.db, theirs, later(ripe))).toMatchObject({ workspace: {}, segments: {} });
  expect((await loadRoutingModel(database.db, mine, later(ripe))).workspace.sms?.engaged).toBeCloseTo(0.977, 2);
});

it("starts from what is generally true", async () => {
  const workspaceId = await makeWorkspace(database.db);
  expect(await loadRoutingModel(database.db, workspaceId, epoch)).toEqual(emptyModel);
  const isDue = async (at: number) => (await workspacesToLearn(database.db, later(at))).includes(workspaceId);
  expect(await isDue(0)).toBe(true);
  await count(workspaceId, 0);
  await learnSegments(database.db, workspaceId, epoch);
  expect(await isDue(3600)).toBe(false);
  expect(await isDue(day)).toBe(true);
  const [model] = await database.db.select().from(routingModel).where(eq(routingModel.workspaceId, workspaceId));
  expect(model).toMatchObject({ personWeight: emptyModel.personWeight, learnedAt: epoch });
});
