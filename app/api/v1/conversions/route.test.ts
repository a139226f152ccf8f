import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { serverDatabase, workspaceOf } from "@/app/_server/request.fixtures";
import { saveConversionKey } from "@/db/queries/conversions";
import { makePerson, type TestPerson } from "@/db/queries/people.fixtures";
import type { TestDatabase } from "@/db/testing";
import { POST } from "./route";

// The mark of server code throws outside of Next; it decides nothing.
vi.mock("server-only", () => ({}));

let database: TestDatabase;
let person: TestPerson;
let makeKey: (key: string) => Promise<void>;
beforeAll(async () => {
  database = await serverDatabase();
  const { workspaceId, people } = await workspaceOf(database, "Shop");
  person = await makePerson(database.db, workspaceId);
  makeKey = (key) =>
    saveConversionKey(database.db, {
      ...{ workspaceId, userId: people.owner.userId, now: new Date() },
      keyHash: createHash("sha256").update(key).digest("base64url"),
    });
  await makeKey("conversions_first");
});
afterAll(() => database.end());

async function post(body: unknown, { key = "conversions_first", from = "198.51.100.1" } = {}) {
  const request = new Request("http://localhost:3000/api/v1/conversions", {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "x-forwarded-for": from },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const response = await POST(request, { params: Promise.resolve({}) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test("with the key of a workspace conversions of its people are taken; strangers are counted as such", async () => {
  const phone = `+${person.phone}`;
  expect(
    await post({
      conversions: [
        { id: "1", phone },
        { id: "2", phone: "+1 (415) 000-0000" },
      ],
    }),
  ).toEqual({
    status: 200,
    body: { known: 1, unknown: 1 },
  });
});

test.each([
  "no json",
  {},
  { conversions: [] },
  { conversions: [{ id: "1" }] },
  { conversions: [{ id: "1", phone: "+14155550123", externalId: "7" }] },
  { conversions: [{ id: "1", phone: "not a number" }] },
  { conversions: [{ id: "1", externalId: "7", at: "yesterday" }] },
  { conversions: [{ id: "1", externalId: "7", workspaceId: "another" }] },
  { conversions: Array.from({ length: 201 }, (_, index) => ({ id: String(index), externalId: "7" })) },
])("what is no report is refused with a sentence: %j", async (body) => {
  const refused = await post(body);
  expect(refused.status).toBe(400);
  expect(refused.body).toMatchObject({ refusal: { message: expect.stringMatching(/\w/) } });
});

test("a new key takes the place of the old one at once", async () => {
  await makeKey("conversions_second");
  expect((await post({ conversions: [{ id: "1", externalId: "7" }] })).status).toBe(401);
  expect((await post({ conversions: [{ id: "1", externalId: "7" }] }, { key: "conversions_second" })).status).toBe(200);
});

test("guessing keys ends soon", async () => {
  const answers = [];
  for (let index = 0; index < 35; index += 1) {
    answers.push((await post({}, { key: `guess-${index}`, from: "203.0.113.9" })).status);
  }
  expect(new Set(answers.slice(0, 30))).toEqual(new Set([401]));
  expect(new Set(answers.slice(30))).toEqual(new Set([429]));
});
