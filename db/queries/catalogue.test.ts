import { afterAll, beforeAll, expect, test } from "vitest";
import { type ProductAct, productsOfPeople, saveProductActs, saveProducts } from "@/db/queries/catalogue";
import { makePerson, makeWorkspace } from "@/db/queries/people.fixtures";
import { type TestDatabase, testDatabase } from "@/db/testing";
import type { ProductFacts } from "@/lib/catalogue/product";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

const now = new Date("2026-05-01T10:00:00Z");
const at = (hour: number) => new Date(`2026-05-01T0${hour}:00:00Z`);
const facts = (sku: string, title: string): ProductFacts => ({
  ...{ sku, title, description: "", priceMinor: 4900, currency: "USD", url: `https://acme.example/${sku}` },
  ...{ imageUrl: null, mediaId: null },
});

async function shop(title: string) {
  const workspaceId = await makeWorkspace(database.db);
  await saveProducts(database.db, workspaceId, [facts("mug", title), facts("lamp", "Lamp")], now);
  const { contactId } = await makePerson(database.db, workspaceId);
  const act = (relation: ProductAct["relation"], sku: string, hour: number) =>
    saveProductActs(database.db, workspaceId, [{ contactId, relation, sku, at: at(hour) }]);
  const products = async () => (await productsOfPeople(database.db, workspaceId, [contactId])).get(contactId);
  return { workspaceId, contactId, act, products };
}

test("the latest product of each kind is remembered, in whatever order they come", async () => {
  const { act, products } = await shop("Mug");
  expect(await products()).toEqual({ viewed: null, carted: null });
  await act("viewed", "lamp", 3);
  await act("viewed", "mug", 2);
  await act("carted", "mug", 1);
  expect(await products()).toEqual({ viewed: facts("lamp", "Lamp"), carted: facts("mug", "Mug") });
});

test("of several acts in one set the latest stands", async () => {
  const { workspaceId, contactId, products } = await shop("Mug");
  const act = (sku: string, hour: number) => ({ contactId, relation: "viewed" as const, sku, at: at(hour) });
  await saveProductActs(database.db, workspaceId, [act("mug", 1), act("lamp", 2), act("mug", 0)]);
  expect(await products()).toMatchObject({ viewed: { sku: "lamp" } });
});

test("what is not in the catalogue, or not sold any more, is in no message", async () => {
  const { workspaceId, act, products } = await shop("Mug");
  await act("viewed", "gone", 1);
  await act("carted", "mug", 1);
  await database.sql`update product set available = false where workspace_id = ${workspaceId} and sku = 'mug'`;
  expect(await products()).toEqual({ viewed: null, carted: null });
});

test("one workspace's products and people are nobody else's, though their skus are the same", async () => {
  const [ours, theirs] = [await shop("Our mug"), await shop("Their mug")];
  await ours.act("viewed", "mug", 1);
  await saveProductActs(database.db, theirs.workspaceId, [
    { contactId: ours.contactId, relation: "viewed", sku: "lamp", at: at(9) },
  ]);
  expect(await ours.products()).toMatchObject({ viewed: { title: "Our mug" } });
  expect((await productsOfPeople(database.db, theirs.workspaceId, [ours.contactId])).size).toBe(0);
});

test("the next import of a product corrects it", async () => {
  const { workspaceId, act, products } = await shop("Mug");
  await act("viewed", "mug", 1);
  await saveProducts(database.db, workspaceId, [facts("mug", "Better mug")], now);
  expect(await products()).toMatchObject({ viewed: { title: "Better mug" } });
});
