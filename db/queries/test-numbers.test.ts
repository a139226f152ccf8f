import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { appendConsentEvents } from "@/db/queries/consent";
import { epoch, later, makeCampaign, makePerson, makeWorkspace, testMessage } from "@/db/queries/people.fixtures";
import {
  addTestNumber,
  claimTestCode,
  listTestNumbers,
  recordTestCode,
  removeTestNumber,
  verifyTestNumber,
  wantTestCode,
} from "@/db/queries/test-numbers";
import { createTestSends } from "@/db/queries/test-sends";
import { audit, contact, testSend } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";

let database: TestDatabase;
let workspaceId: string;
let numbers = 0;
const userId = randomUUID();

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());
beforeEach(async () => {
  workspaceId = await makeWorkspace(database.db);
});

const add = (number = `1415666${String(1000 + ++numbers)}`, carrier: "sandbox" | "vonage" = "sandbox") =>
  database.db.transaction((tx) =>
    addTestNumber(tx, { workspaceId, userId, label: "Ana’s phone", number, country: "US", carrier, now: epoch }),
  );

async function added(...given: Parameters<typeof add>): Promise<string> {
  const outcome = await add(...given);
  if (outcome.kind !== "added") throw new Error(outcome.kind);
  return outcome.testNumberId;
}

const code = (testNumberId: string, codeHash = "right") =>
  claimTestCode(database.db, { workspaceId, testNumberId }, { codeHash, expiresAt: later(600), now: epoch });
const verify = (testNumberId: string, hash: string, now = later(10)) =>
  database.db.transaction((tx) => verifyTestNumber(tx, { workspaceId, userId, testNumberId }, hash, now));
const list = (carrier: "sandbox" | "vonage" = "sandbox") =>
  listTestNumbers(database.db, workspaceId, { carrier, now: later(1) });

describe("a test number", () => {
  it("is confirmed by the code sent to it, which is sent once, and belongs to a contact made for it", async () => {
    const id = await added();
    expect(await list()).toMatchObject([{ id, state: "code_on_its_way" }]);
    expect(await code(id)).toMatchObject({ settings: { brandName: "Acme" } });
    expect(await code(id)).toBeNull();
    expect(await list()).toMatchObject([{ state: "code_sent" }]);
    expect(await verify(id, "wrong")).toBe("wrong");
    expect(await verify(id, "right")).toBe("verified");
    const [item] = await list();
    expect(item).toMatchObject({ state: "verified" });
    const [owner] = await database.db
      .select()
      .from(contact)
      .where(eq(contact.id, item?.contactId ?? ""));
    expect(owner).toMatchObject({ firstName: "Ana’s phone", attributes: { source: "test number" } });
    const trail = await database.db.select().from(audit).where(eq(audit.workspaceId, workspaceId));
    expect(trail.map(({ action }) => action).sort()).toEqual(["test_number.added", "test_number.verified"]);
    expect(JSON.stringify(trail)).not.toContain(item?.number);
  });

  it("takes five codes and no more, not even the right one, and none that is old", async () => {
    const id = await added();
    await code(id);
    expect(await verify(id, "right", later(600))).toBe("expired");
    for (let tries = 0; tries < 5; tries += 1) expect(await verify(id, "wrong")).toBe("wrong");
    expect(await verify(id, "right")).toBe("too_many_tries");
    const again = () =>
      database.db.transaction((tx) => wantTestCode(tx, { workspaceId, testNumberId: id }, "sandbox", later(20)));
    expect(await again()).toBe(true);
    expect(await verify(id, "right", later(21))).toBe("expired");
    await code(id, "new");
    expect(await verify(id, "new", later(22))).toBe("verified");
    expect(await again()).toBe(false);
  });

  it("confirmed in the sandbox is no confirmed number of a real account", async () => {
    const id = await added();
    await code(id);
    await verify(id, "right");
    expect(await list("vonage")).toMatchObject([{ state: "other_carrier" }]);
    const campaignId = await makeCampaign(database.db, workspaceId);
    const senders = { sms: { from: "14155550199", displayName: "Acme", canReceiveReplies: true } };
    const order = (carrier: "sandbox" | "vonage") =>
      database.db.transaction((tx) =>
        createTestSends(tx, {
          ...{ workspaceId, userId: randomUUID(), requestId: randomUUID(), campaignId, armKey: "A" },
          ...{ message: testMessage, asContactId: null, channels: ["sms"], now: later(20) },
          ...{ targets: [{ kind: "number", testNumberId: id }], settings: { carrier, senders } },
        }),
      );
    expect(await order("vonage")).toEqual({ kind: "created", waiting: 0 });
    expect(await order("sandbox")).toEqual({ kind: "created", waiting: 1 });
    const sent = await database.db.select().from(testSend).where(eq(testSend.workspaceId, workspaceId));
    expect(sent.map(({ errorCode }) => errorCode).sort()).toEqual(["gone", null]);
  });

  it("is refused to whoever said stop, twice, and beyond twenty", async () => {
    const person = await makePerson(database.db, workspaceId);
    const wish = { channel: "*", topic: "*", status: "opted_out", source: "keyword" } as const;
    const { contactId } = person;
    const id = await added(person.phone);
    expect(await add(person.phone)).toEqual({ kind: "exists" });
    await appendConsentEvents(database.db, [{ workspaceId, contactId, ...wish, proof: {}, at: epoch }]);
    expect(await code(id)).toBeNull();
    await remove(id);
    expect(await add(person.phone)).toEqual({ kind: "opted_out" });
    for (let index = 0; index < 20; index += 1) await added();
    expect(await add()).toEqual({ kind: "too_many" });
  });

  it("takes its contact along when nobody confirmed it, and only then", async () => {
    const contacts = () => database.db.select().from(contact).where(eq(contact.workspaceId, workspaceId));
    await remove(await added());
    expect(await contacts()).toHaveLength(0);
    const person = await makePerson(database.db, workspaceId);
    await remove(await added(person.phone));
    expect(await contacts()).toHaveLength(1);
    const id = await added();
    await code(id);
    await verify(id, "right");
    await remove(id);
    expect(await contacts()).toHaveLength(2);
  });

  it("tells that its code could not be sent", async () => {
    const testNumberId = await added();
    await code(testNumberId);
    await recordTestCode(database.db, { workspaceId, testNumberId }, "1120", later(1));
    expect(await list()).toMatchObject([{ state: "code_failed", codeError: "1120" }]);
    expect(await verify(testNumberId, "right")).toBe("expired");
  });

  it("is nothing to another workspace", async () => {
    const testNumberId = await added();
    await code(testNumberId);
    const other = await makeWorkspace(database.db);
    const which = { workspaceId: other, testNumberId, userId };
    expect(await listTestNumbers(database.db, other, { carrier: "sandbox", now: epoch })).toEqual([]);
    const { db } = database;
    expect(await db.transaction((tx) => verifyTestNumber(tx, which, "right", later(1)))).toBe("not_found");
    expect(await db.transaction((tx) => wantTestCode(tx, which, "sandbox", later(1)))).toBe(false);
    expect(await db.transaction((tx) => removeTestNumber(tx, which, later(1)))).toBe(false);
    await recordTestCode(db, which, "1120", later(1));
    expect(await list()).toMatchObject([{ state: "code_sent" }]);
  });
});

function remove(testNumberId: string) {
  return database.db.transaction((tx) => removeTestNumber(tx, { workspaceId, userId, testNumberId }, later(30)));
}
