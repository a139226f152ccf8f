// Gives Next the AsyncLocalStorage it looks for when its modules are loaded; so it must come first.
import "next/dist/server/node-environment-baseline";

import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { inRequest, serverDatabase, workspaceOf } from "@/app/_server/request.fixtures";
import { GET } from "@/app/api/studio/products/route";
import { saveProducts } from "@/db/queries/catalogue";
import type { TestDatabase } from "@/db/testing";

// The mark of server code throws outside of Next; it decides nothing.
vi.mock("server-only", () => ({}));

let database: TestDatabase;
beforeAll(async () => {
  database = await serverDatabase();
});
afterAll(() => database.end());

test("a viewer finds what the own workspace sells, as a message keeps it", async () => {
  const mug = {
    ...{ sku: "mug", title: "Mug", description: "", priceMinor: 1250, currency: "USD" },
    ...{ url: "https://acme.example/mug", imageUrl: null, mediaId: null },
  };
  const [ours, theirs] = [await workspaceOf(database, "Ours"), await workspaceOf(database, "Theirs")];
  const now = new Date("2026-05-01T10:00:00Z");
  await saveProducts(database.db, ours.workspaceId, [mug, { ...mug, sku: "old-mug" }], now);
  await saveProducts(database.db, theirs.workspaceId, [{ ...mug, sku: "their-mug" }], now);
  await database.sql`update product set available = false where sku = 'old-mug'`;
  const search = async (words: string) => {
    const request = new Request(`http://localhost:3000/api/studio/products?search=${words}`);
    const context = { params: Promise.resolve({}) };
    return (await inRequest({ person: ours.people.viewer }, () => GET(request, context))).json();
  };
  expect(await search("MUG")).toEqual([mug]);
  expect(await search("lamp")).toEqual([]);
});
