import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appendConsentEvents } from "@/db/queries/consent";
import { later, makeCampaign, makeDelivery, makePerson, makeWorkspace } from "@/db/queries/people.fixtures";
import { lockWaitingRecipients, storeDecisions } from "@/db/queries/sending";
import { isUnderWay } from "@/db/queries/under-way";
import { address, campaign, delivery, reachability, recipient } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { globalScope } from "@/lib/consent/scope";

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
    const lock = { topic: "promotions", questions, limit: 10, locksPeople: true };
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

describe("a decision that claims what it decided about", () => {
  const now = later(100);
  const lock = {
    topic: "promotions",
    questions: [{ channel: "rcs" as const, addressKind: "phone" }],
    limit: 10,
    locksPeople: false,
  };

  /** Somebody who agreed to everything and waits for the first rung. */
  async function waiting() {
    const { db } = database;
    const workspaceId = await makeWorkspace(db);
    const person = await makePerson(db, workspaceId);
    const campaignId = await makeCampaign(db, workspaceId);
    const id = await makeDelivery(db, person, campaignId);
    await db.delete(delivery).where(eq(delivery.id, id));
    await db.update(recipient).set({ state: "pending" }).where(eq(recipient.campaignId, campaignId));
    const about = { workspaceId, contactId: person.contactId };
    const change = (status: "opted_in" | "opted_out", channel: string) =>
      appendConsentEvents(db, [{ ...globalScope, ...about, channel, status, source: "keyword", proof: {}, at: now }]);
    await change("opted_in", "*");
    const { contactId, addressId } = person;
    const made = { id, contactId, rung: 0, armKey: "A", channel: "rcs", addressId } as const;
    const next = { contactId, state: "active", rung: 0, reason: null, nextActionAt: later(3700) };
    type Tx = Parameters<typeof lockWaitingRecipients>[0];
    return {
      ...{ db, about, campaignId, id, change },
      read: (tx: Tx) => lockWaitingRecipients(tx, workspaceId, campaignId, lock, now),
      store: (tx: Tx, isHandedOver = true) =>
        storeDecisions(
          tx,
          workspaceId,
          campaignId,
          {
            deliveries: [{ ...made, goodUntil: null, reservedMicros: null, isHandedOver }],
            ...{ decisions: [], recipients: [next] },
          },
          { now, leaseSeconds: 60 },
        ),
      message: async () => (await db.select().from(delivery).where(eq(delivery.id, id)))[0],
    };
  }

  /** Until somebody waits for a row that somebody else holds. */
  async function somebodyWaits() {
    for (;;) {
      const [row] = await database.sql<{ waits: number }[]>`select count(*)::int as waits from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      if (row !== undefined && row.waits > 0) return;
    }
  }

  it.each(["*", "rcs"])(
    "an opt-out from %s waits for it, and knows then that a message is under way",
    async (channel) => {
      const { db, about, change, read, store, message } = await waiting();
      let left: Promise<void> | undefined;
      await db.transaction(async (tx) => {
        expect(await read(tx)).toMatchObject([{ channels: [{ consentRefusal: null }] }]);
        left = change("opted_out", channel);
        await somebodyWaits();
        expect((await store(tx)).size).toBe(1);
      });
      await left;
      expect(await isUnderWay(db, about)).toBe(true);
      expect(await message()).toMatchObject({ state: "sending", attempts: 1, leaseUntil: later(160) });
    },
  );

  it("passes over whoever is opting out, and reads what they said afterwards", async () => {
    const { db, about, read } = await waiting();
    let isStored = (): void => undefined;
    const stored = new Promise<void>((resolve) => {
      isStored = resolve;
    });
    let goOn = (): void => undefined;
    const ended = db.transaction(async (tx) => {
      const event = { ...globalScope, ...about, channel: "rcs", status: "opted_out", source: "keyword" } as const;
      await appendConsentEvents(tx, [{ ...event, proof: {}, at: now }]);
      isStored();
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
    });
    await stored;
    expect(await db.transaction(read)).toEqual([]);
    goOn();
    await ended;
    expect(await db.transaction(read)).toMatchObject([{ channels: [{ consentRefusal: "opted_out" }] }]);
  });

  it.each([
    ["the campaign was paused meanwhile", true, "paused"],
    ["its channel may not be used now", false, "sending"],
  ] as const)("leaves the message waiting when %s", async (_, isHandedOver, state) => {
    const { db, campaignId, read, store, message } = await waiting();
    await db.transaction(async (tx) => {
      expect(await read(tx)).toHaveLength(1);
      await db.update(campaign).set({ state }).where(eq(campaign.id, campaignId));
      expect((await store(tx, isHandedOver)).size).toBe(0);
    });
    expect(await message()).toMatchObject({ state: "pending", attempts: 0, leaseUntil: null });
  });

  it("never hands over a message that exists already", async () => {
    const { db, read, store, message } = await waiting();
    await db.transaction(async (tx) => {
      await read(tx);
      expect((await store(tx)).size).toBe(1);
      expect((await store(tx)).size).toBe(0);
    });
    expect(await message()).toMatchObject({ attempts: 1 });
  });
});
