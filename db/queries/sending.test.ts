import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, it } from "vitest";
import { later, makeCampaign, makeDelivery, makePerson, makeWorkspace } from "@/db/queries/people.fixtures";
import { lockWaitingRecipients } from "@/db/queries/sending";
import { address, reachability, recipient } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

it("a person with several browsers is reached on the latest that still takes notifications", async () => {
  const { db } = database;
  const workspaceId = await makeWorkspace(db);
  const person = await makePerson(db, workspaceId);
  const campaignId = await makeCampaign(db, workspaceId);
  await makeDelivery(db, person, campaignId);
  await db.update(recipient).set({ state: "pending" }).where(eq(recipient.campaignId, campaignId));
  const browsers = ["old", "laptop", "phone"].map((name, age) => ({
    ...{ id: uuidv7(), workspaceId, contactId: person.contactId, kind: "push" as const, value: name },
    createdAt: later(age),
  }));
  await db.insert(address).values(browsers);
  const chosen = async () => {
    const questions = [{ channel: "push" as const, addressKind: "push" }];
    const lock = { questions, limit: 10, locksPeople: true };
    const [row] = await db.transaction((tx) => lockWaitingRecipients(tx, workspaceId, campaignId, lock, later(100)));
    return row?.channels[0];
  };
  const die = (id: string) =>
    db.insert(reachability).values({ addressId: id, channel: "push", workspaceId, reachable: false });
  const [old, laptop, phone] = browsers.map(({ id }) => id);
  expect(await chosen()).toMatchObject({ addressId: phone, reachable: null });
  await die(phone ?? "");
  expect(await chosen()).toMatchObject({ addressId: laptop, reachable: null });
  for (const id of [old, laptop]) await die(id ?? "");
  expect(await chosen()).toMatchObject({ addressId: phone, reachable: false });
});
