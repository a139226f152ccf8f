import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  countKnownProducts,
  countProducts,
  importProducts,
  listProducts,
  type ProductAct,
  type ProductQuery,
  productsOfPeople,
  removeProduct,
  saveProduct,
  saveProductActs,
  saveProducts,
} from "@/db/queries/catalogue";
import { makePerson, makeWorkspace } from "@/db/queries/people.fixtures";
import { media } from "@/db/schema/media";
import { type TestDatabase, testDatabase } from "@/db/testing";
import type { CatalogueProduct, ProductFacts } from "@/lib/catalogue/product";

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

const userId = uuidv7();
const sold = (sku: string, title: string): CatalogueProduct => ({ ...facts(sku, title), available: true });
const everything: ProductQuery = { search: "", after: null, onlyAvailable: false, limit: 50 };

test("pages follow each other by SKU, and part of a title or SKU finds a product", async () => {
  const workspaceId = await makeWorkspace(database.db);
  const products = [facts("a-1", "Red mug"), facts("b%2", "Lamp"), facts("c-3", "Blue Mug")];
  await saveProducts(database.db, workspaceId, products, now);
  const skus = async (query: Partial<ProductQuery>) =>
    (await listProducts(database.db, workspaceId, { ...everything, ...query })).map(({ sku }) => sku);
  expect(await skus({ limit: 2 })).toEqual(["a-1", "b%2"]);
  expect(await skus({ limit: 2, after: "b%2" })).toEqual(["c-3"]);
  expect(await skus({ search: "mUG" })).toEqual(["a-1", "c-3"]);
  expect(await skus({ search: "%" })).toEqual(["b%2"]);
  expect(await countProducts(database.db, workspaceId)).toBe(3);
  await database.sql`update product set available = false where workspace_id = ${workspaceId} and sku = 'a-1'`;
  expect(await skus({ onlyAvailable: true })).toEqual(["b%2", "c-3"]);
});

test("a product is added once, changed and removed, and each is on record", async () => {
  const workspaceId = await makeWorkspace(database.db);
  const change = { workspaceId, userId, now };
  const save = (isNew: boolean, product: CatalogueProduct) => saveProduct(database.db, change, { isNew, product });
  expect(await save(false, sold("mug", "Mug"))).toBe("not_found");
  expect(await save(true, sold("mug", "Mug"))).toBe("saved");
  expect(await save(true, sold("mug", "Another"))).toBe("sku_taken");
  expect(await save(false, { ...sold("mug", "Better mug"), available: false })).toBe("saved");
  expect(await listProducts(database.db, workspaceId, everything)).toEqual([
    { ...sold("mug", "Better mug"), available: false },
  ]);
  expect(await removeProduct(database.db, change, "mug")).toBe(true);
  expect(await removeProduct(database.db, change, "mug")).toBe(false);
  const acts = await database.sql`select action, subject_id from audit where workspace_id = ${workspaceId} order by id`;
  expect(acts.map((row) => `${row.action} ${row.subject_id}`)).toEqual([
    "product.added mug",
    "product.changed mug",
    "product.removed mug",
  ]);
});

test("nobody lists, counts, changes or removes another workspace's products, or shows its pictures", async () => {
  const [ours, theirs] = [await shop("Our mug"), await shop("Their mug")];
  const change = { workspaceId: theirs.workspaceId, userId, now };
  const [picture] = await database.db
    .insert(media)
    .values({
      ...{ workspaceId: ours.workspaceId, kind: "image", fileName: "mug.png", blobHash: "a".repeat(64) },
      ...{ mime: "image/png", bytes: 1, widthPx: 1, heightPx: 1, createdAt: now },
    })
    .returning({ id: media.id });
  if (picture === undefined) throw new Error("no picture");
  await saveProduct(database.db, change, { isNew: false, product: { ...sold("mug", "Hers"), mediaId: picture.id } });
  await removeProduct(database.db, change, "lamp");
  expect(await listProducts(database.db, theirs.workspaceId, everything)).toEqual([sold("mug", "Hers")]);
  const left = await listProducts(database.db, ours.workspaceId, everything);
  expect(left.map(({ title }) => title)).toEqual(["Lamp", "Our mug"]);
  expect(await countProducts(database.db, theirs.workspaceId)).toBe(1);
  const own = { workspaceId: ours.workspaceId, userId, now };
  await saveProduct(database.db, own, { isNew: false, product: { ...sold("mug", "Ours"), mediaId: picture.id } });
  const [, mug] = await listProducts(database.db, ours.workspaceId, everything);
  expect(mug?.mediaId).toBe(picture.id);
});

test("an import adds and corrects by SKU; what its file did not have stays, and so do other workspaces", async () => {
  const [ours, theirs] = [await shop("Our mug"), await shop("Their mug")];
  const change = { workspaceId: ours.workspaceId, userId, now };
  const kept = { ...sold("mug", "Mug"), description: "Kept", available: false };
  await saveProduct(database.db, change, { isNew: false, product: kept });
  const many = Array.from({ length: 1500 }, (_, at) => sold(`sku-${at}`, `Product ${at}`));
  const file = [...many, { ...sold("mug", "New mug"), priceMinor: 5, currency: "EUR" }];
  expect(await countKnownProducts(database.db, ours.workspaceId, ["mug", "sku-1", "none"])).toBe(1);
  const none = { description: false, price: false, picture: false, availability: false };
  await importProducts(database.db, change, file, none);
  await importProducts(database.db, change, file, none);
  expect(await countProducts(database.db, ours.workspaceId)).toBe(1502);
  const ourMug = () => listProducts(database.db, ours.workspaceId, { ...everything, search: "New mug" });
  expect(await ourMug()).toEqual([{ ...kept, title: "New mug" }]);
  const all = { description: true, price: true, picture: true, availability: true };
  await importProducts(database.db, change, file, all);
  expect(await ourMug()).toEqual([{ ...sold("mug", "New mug"), priceMinor: 5, currency: "EUR" }]);
  expect(await countProducts(database.db, theirs.workspaceId)).toBe(2);
  expect(await countKnownProducts(database.db, theirs.workspaceId, ["sku-1"])).toBe(0);
  const products = await listProducts(database.db, theirs.workspaceId, everything);
  expect(products.map(({ title }) => title)).toEqual(["Lamp", "Their mug"]);
});
