import { afterAll, beforeAll, expect, test } from "vitest";
import { saveProductActs, saveProducts } from "@/db/queries/catalogue";
import { makePerson, makeWorkspace } from "@/db/queries/people.fixtures";
import { audienceCoverage, countVariableGaps } from "@/db/queries/variable-coverage";
import { type TestDatabase, testDatabase } from "@/db/testing";
import type { Audience } from "@/lib/audience/rule";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

const all: Audience = { kind: "all" };
const asked = [
  { path: "first_name", required: true },
  { path: "attributes.city", required: true },
  { path: "attributes.points", required: false },
  { path: "nowhere.at.all", required: false },
];

async function people() {
  const workspaceId = await makeWorkspace(database.db);
  const attributes = (values: Record<string, string | number | boolean>) => values;
  await makePerson(database.db, workspaceId, {
    firstName: "Ana",
    attributes: attributes({ city: "Porto", points: 0 }),
  });
  await makePerson(database.db, workspaceId, {
    firstName: " \u00a0\t",
    attributes: attributes({ city: "Faro", points: 7 }),
  });
  await makePerson(database.db, workspaceId, { firstName: null, attributes: attributes({ city: "", vip: false }) });
  await makePerson(database.db, workspaceId, {
    firstName: "Bo",
    country: "PT",
    attributes: attributes({ city: "\u3000" }),
  });
  await makePerson(database.db, workspaceId, { firstName: null, erasedAt: new Date("2026-01-01T00:00:00Z") });
  return workspaceId;
}

test("people who lack a value are counted as the message reads them: null, absent and blank alike; 0 and false are values", async () => {
  const workspaceId = await people();
  expect(await countVariableGaps(database.db, workspaceId, all, asked)).toEqual({
    people: 4,
    missing: [2, 2, 2, 4],
    missingRequired: 3,
  });
});

test("people without a product of their own that is still sold are counted like those without a value", async () => {
  const workspaceId = await makeWorkspace(database.db);
  const [ana, bo] = [await makePerson(database.db, workspaceId), await makePerson(database.db, workspaceId)];
  await makePerson(database.db, workspaceId);
  const at = new Date("2026-05-01T10:00:00Z");
  const facts = { description: "", priceMinor: null, currency: "EUR", imageUrl: null, mediaId: null };
  const product = (sku: string) => ({ ...facts, sku, title: sku, url: `https://shop.example/${sku}` });
  await saveProducts(database.db, workspaceId, [product("mug"), product("lamp")], at);
  await database.sql`update product set available = false where workspace_id = ${workspaceId} and sku = 'lamp'`;
  await saveProductActs(database.db, workspaceId, [
    { contactId: ana.contactId, relation: "carted", sku: "mug", at },
    { contactId: bo.contactId, relation: "carted", sku: "lamp", at },
  ]);
  const wanted = ["products.carted", "products.viewed"].map((path) => ({ path, required: true }));
  expect(await countVariableGaps(database.db, workspaceId, all, wanted)).toEqual({
    ...{ people: 3, missing: [2, 3], missingRequired: 3 },
  });
});

test("only the campaign's audience counts, and only this workspace's people", async () => {
  const workspaceId = await people();
  await people();
  const audience: Audience = {
    kind: "rule",
    rule: { match: "all", conditions: [{ field: "country", operator: "is", value: "PT" }] },
  };
  expect(await countVariableGaps(database.db, workspaceId, audience, asked)).toMatchObject({
    people: 1,
    missingRequired: 1,
  });
  expect(await countVariableGaps(database.db, await makeWorkspace(database.db), all, asked)).toEqual({
    people: 0,
    missing: [0, 0, 0, 0],
    missingRequired: 0,
  });
});

test("nothing required: nobody is skipped", async () => {
  const workspaceId = await people();
  const { missingRequired } = await countVariableGaps(database.db, workspaceId, all, [
    { path: "first_name", required: false },
  ]);
  expect(missingRequired).toBe(0);
});

test("the menu's examples come from this workspace's newest people, and say whether that is everybody", async () => {
  const workspaceId = await people();
  await makePerson(database.db, await makeWorkspace(database.db), { firstName: "Stranger" });
  const everybody = await audienceCoverage(database.db, workspaceId, all, 100);
  expect(everybody).toMatchObject({ people: 4, isEverybody: true });
  expect(everybody.variables).toContainEqual({ path: "first_name", have: 2, samples: ["Bo", "Ana"] });
  expect(everybody.variables).toContainEqual({ path: "attributes.points", have: 2, samples: ["7", "0"] });
  expect(everybody.variables).toContainEqual({ path: "attributes.vip", have: 1, samples: ["false"] });
  expect(everybody.variables).toContainEqual({ path: "last_name", have: 0, samples: [] });
  expect(await audienceCoverage(database.db, workspaceId, all, 3)).toMatchObject({ people: 3, isEverybody: false });
});
