import { sql as statement } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makePerson, makeWorkspace, type TestPerson } from "@/db/queries/people.fixtures";
import { findCarried, storeAccepted } from "@/db/queries/sandbox";
import {
  changePhone,
  findOnPhone,
  findPhoneOwner,
  listPhones,
  loadPhone,
  unreadAmong,
} from "@/db/queries/sandbox-phones";
import { type TestDatabase, testDatabase } from "@/db/testing";

/** Two businesses know the same person: each sees its own messages on that phone and nothing of the other's. */

const now = new Date("2026-03-02T12:00:00Z");
let database: TestDatabase;
let ours: TestPerson;
let theirs: TestPerson;

beforeAll(async () => {
  database = await testDatabase();
  ours = await makePerson(database.db, await makeWorkspace(database.db), { firstName: "Ana", lastName: "Lima" });
  theirs = await makePerson(database.db, await makeWorkspace(database.db), { firstName: "Ana", lastName: "Lima" });
  await database.db.execute(statement`update address set value = ${ours.phone} where id = ${theirs.addressId}`);
});
afterAll(() => database.end());

async function arrives(account: string, state = "delivered"): Promise<string> {
  const id = uuidv7();
  const body = { channel: "sms", message_type: "text", text: `for ${account}` };
  await storeAccepted(
    database.sql,
    { id, account, channel: "sms", number: ours.phone, sender: "14155550199", clientRef: null, body, statusUrl: null },
    [],
    now,
  );
  await database.sql`update sandbox.message set state = ${state} where id = ${id}`;
  return id;
}

async function owner(workspaceId: string, contactId: string) {
  const found = await findPhoneOwner(database.sql, workspaceId, contactId);
  if (!found) throw new Error("no such phone");
  return found;
}

describe("virtual phones", () => {
  it("open only for contacts of the own workspace", async () => {
    expect(await findPhoneOwner(database.sql, theirs.workspaceId, ours.contactId)).toBeNull();
    expect(await owner(ours.workspaceId, ours.contactId)).toMatchObject({
      name: "Ana Lima",
      number: ours.phone,
      addresses: [ours.phone, ours.contactId],
    });
  });

  it("show each workspace its own messages only, though the number is the same", async () => {
    const mine = await arrives(ours.workspaceId);
    const foreign = await arrives(theirs.workspaceId);
    const person = await owner(ours.workspaceId, ours.contactId);
    const { messages } = await loadPhone(database.sql, ours.workspaceId, person, 100);
    expect(messages.map(({ id }) => id)).toEqual([mine]);
    const { addresses } = person;
    expect(await unreadAmong(database.sql, ours.workspaceId, addresses, [mine, foreign])).toEqual([mine]);
    expect(await findOnPhone(database.sql, ours.workspaceId, addresses, foreign)).toBeNull();
    expect(await findOnPhone(database.sql, ours.workspaceId, addresses, mine)).toMatchObject({ id: mine });
    const [listed] = await listPhones(database.sql, ours.workspaceId, { search: "", limit: 10 });
    expect(listed).toMatchObject({ contactId: ours.contactId, unread: 1, lastChannel: "sms" });
  });

  it("are found by name and number, newest message first", async () => {
    const silent = await makePerson(database.db, ours.workspaceId, { firstName: "Bo", lastName: "100%" });
    const all = await listPhones(database.sql, ours.workspaceId, { search: "", limit: 10 });
    expect(all.map(({ contactId }) => contactId)).toEqual([ours.contactId, silent.contactId]);
    const search = async (text: string) =>
      (await listPhones(database.sql, ours.workspaceId, { search: text, limit: 10 })).map(({ name }) => name);
    expect(await search("ana")).toEqual(["Ana Lima"]);
    expect(await search("100%")).toEqual(["Bo 100%"]);
    expect(await search("%")).toEqual(["Bo 100%"]);
    expect(await search(silent.phone.slice(-6))).toEqual(["Bo 100%"]);
  });

  it("get what waited when they come back online, and keep their other switches", async () => {
    const { addresses } = await owner(ours.workspaceId, ours.contactId);
    await changePhone(database.sql, addresses, { online: false, rcs: false }, now);
    const waiting = await arrives(ours.workspaceId, "submitted");
    await changePhone(database.sql, addresses, { online: true }, now);
    const events = await database.sql`select message_id, payload from sandbox.event`;
    expect(events).toMatchObject([{ message_id: waiting, payload: { kind: "change", status: "delivered" } }]);
    const { phone } = await loadPhone(database.sql, ours.workspaceId, await owner(ours.workspaceId, ours.contactId), 9);
    expect(phone).toMatchObject({ online: true, rcs: false, whatsapp: true });
    expect(await findCarried(database.sql, waiting)).toMatchObject({ state: "submitted" });
  });
});
