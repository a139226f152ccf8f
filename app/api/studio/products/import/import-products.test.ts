// Gives Next the AsyncLocalStorage it looks for when its modules are loaded; so it must come first.
import "next/dist/server/node-environment-baseline";

import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { inRequest, serverDatabase, type TestPerson, workspaceOf } from "@/app/_server/request.fixtures";
import { POST } from "@/app/api/studio/products/import/route";
import { countProducts } from "@/db/queries/catalogue";
import type { TestDatabase } from "@/db/testing";

// The mark of server code throws outside of Next; it decides nothing.
vi.mock("server-only", () => ({}));

let database: TestDatabase;
let workspaceId: string;
let person: TestPerson;
beforeAll(async () => {
  database = await serverDatabase();
  const made = await workspaceOf(database, "Shop");
  workspaceId = made.workspaceId;
  person = made.people.marketer;
});
afterAll(() => database.end());

async function send(body: string | Uint8Array<ArrayBuffer>, commit: "yes" | "no") {
  const address = `http://localhost:3000/api/studio/products/import?commit=${commit}&currency=USD`;
  const request = new Request(address, { method: "POST", body, headers: { origin: "http://localhost:3000" } });
  const answer = await inRequest({ person }, () => POST(request, { params: Promise.resolve({}) }));
  return { status: answer.status, body: await answer.json() };
}

const file =
  "SKU;Name;Link;Price;Colour\nA;Mug;shop.example/a;12,50;red\nB;;shop.example/b;1;\nA;Again;shop.example/c;;\n";

test("a file is read without a trace, then taken in; rejected rows come with line and reason", async () => {
  const read = await send(file, "no");
  expect(read.body).toMatchObject({
    ...{ productsCount: 1, knownCount: 0, rejectedCount: 2, unread: ["Colour"] },
    sample: [{ sku: "A", title: "Mug", priceMinor: 1250, currency: "USD", url: "https://shop.example/a" }],
    rejected: [
      { line: 3, reason: "The title is missing." },
      { line: 4, reason: "The SKU “A” is in row 2 already, which counts." },
    ],
  });
  expect(await countProducts(database.db, workspaceId)).toBe(0);
  expect((await send(file, "yes")).status).toBe(200);
  expect(await countProducts(database.db, workspaceId)).toBe(1);
  expect((await send(file, "no")).body).toMatchObject({ knownCount: 1 });
});

test("what is no product file is refused with a sentence, and nothing is stored", async () => {
  const refused = async (body: string | Uint8Array<ArrayBuffer>) => (await send(body, "yes")).body.refusal?.message;
  expect(await refused("sku,colour\n1,red\n")).toContain("There is none for: title, address");
  expect(await refused("")).toContain("empty");
  expect(await refused(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 1, 0x80]))).toMatch(/text file|first row/);
  expect(await refused("sku,title,url\n")).toContain("No row");
  expect(await refused(`sku,title,url\n${"1,a,b.example\n".repeat(20_001)}`)).toContain("at most 20,000");
  expect((await send(new Uint8Array(10 * 1024 * 1024 + 1), "no")).status).toBe(413);
  expect(await countProducts(database.db, workspaceId)).toBe(1);
});
