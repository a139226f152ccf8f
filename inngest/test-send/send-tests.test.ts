import { createHmac, randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { saveProductActs, saveProducts } from "@/db/queries/catalogue";
import { appendConsentEvents } from "@/db/queries/consent";
import { applyInbound } from "@/db/queries/inbound";
import { loadLinkedDelivery } from "@/db/queries/links";
import {
  epoch,
  makeCampaign,
  makeDelivery,
  makePerson,
  makeWorkspace,
  type TestPerson,
  testMessage,
} from "@/db/queries/people.fixtures";
import { loadPreferences, stopEverything, tokenOfMessage } from "@/db/queries/preferences";
import { applyStatusReceipts, storeReceipts } from "@/db/queries/receipts";
import { createTestSends, listTestSends, markTestOpened } from "@/db/queries/test-sends";
import { delivery, engagement, providerTemplate, recipient, rollup, testSend, workspace } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import type { Carrier, HandOver } from "@/inngest/providers/contract";
import { InProcessCarrier } from "@/inngest/sandbox/in-process-carrier";
import type { SendingDeps } from "@/inngest/sending/deps";
import { sendTests } from "@/inngest/test-send/send-tests";
import type { JsonObject, ProviderRequest } from "@/lib/channels/contract";
import type { ChannelId } from "@/lib/channels/ids";
import { linkTargets } from "@/lib/channels/links-of";
import { decodeLinkCode } from "@/lib/links/link-code";
import { decodeMessageCode } from "@/lib/links/message-code";
import { prepareMessage, renderMessage } from "@/lib/message/render-message";
import type { Message } from "@/lib/message/schema";
import type { TestTarget } from "@/lib/test-send/schema";

let database: TestDatabase;
let workspaceId: string;
let campaignId: string;
let person: TestPerson;
let clock = epoch;
let requests: JsonObject[] = [];
let answer: (body: JsonObject) => HandOver | Promise<HandOver>;
let templateState: "approved" | "submitted" = "approved";
const userId = randomUUID();
const mac = (bytes: Uint8Array) => createHmac("sha256", "test").update(bytes).digest();
const accept = (body: JsonObject): HandOver => ({
  kind: "accepted",
  providerMessageId: `p-${String(body.client_ref)}`,
});

const carrier: Carrier = {
  handOver: async (request: ProviderRequest) => {
    if (request.provider !== "vonage") throw new Error("only phones here");
    requests.push(request.body);
    return answer(request.body);
  },
  revoke: async () => true,
  registerTemplate: async () => templateState,
};

function deps(way: Carrier = carrier): SendingDeps {
  return {
    db: database.db,
    now: () => clock,
    carrierFor: () => way,
    publicUrl: "https://cascade.example",
    mac,
    limits: { concurrency: 100, leaseSeconds: 60, graceSeconds: 900 },
  };
}

interface Order {
  requestId?: string;
  channels?: ChannelId[];
  targets?: TestTarget[];
  asContactId?: string | null;
  carrier?: "sandbox" | "vonage";
  message?: Message;
}

async function order(changes: Order = {}) {
  const [row] = await database.db.select().from(workspace).where(eq(workspace.id, workspaceId));
  if (row === undefined) throw new Error("no workspace");
  const requestId = changes.requestId ?? randomUUID();
  const outcome = await database.db.transaction((tx) =>
    createTestSends(tx, {
      ...{ workspaceId, campaignId, userId, requestId, armKey: "A", now: clock },
      message: changes.message ?? testMessage,
      asContactId: changes.asContactId ?? null,
      channels: changes.channels ?? ["sms"],
      targets: changes.targets ?? [{ kind: "phone", contactId: person.contactId }],
      settings: { ...row.settings, carrier: changes.carrier ?? "sandbox" },
    }),
  );
  return { requestId, outcome };
}

async function send(changes: Order = {}) {
  const { requestId } = await order(changes);
  await sendTests(deps(), workspaceId, requestId);
  return rows(requestId);
}

const rows = (requestId: string) =>
  database.db.select().from(testSend).where(eq(testSend.requestId, requestId)).orderBy(testSend.place);
const list = () => listTestSends(database.db, workspaceId, campaignId, { limit: 50, now: clock });

async function receive(body: JsonObject) {
  await storeReceipts(database.db, [
    {
      ...{ workspaceId, provider: "vonage", kind: "status", dedupeKey: randomUUID(), receivedAt: clock },
      body: { message_uuid: `p-${randomUUID()}`, timestamp: clock.toISOString(), ...body },
    },
  ]);
  return applyStatusReceipts(database.db, { now: clock, max: 100 });
}

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());
beforeEach(async () => {
  clock = epoch;
  requests = [];
  answer = accept;
  templateState = "approved";
  await database.db.delete(testSend);
  workspaceId = await makeWorkspace(database.db);
  campaignId = await makeCampaign(database.db, workspaceId);
  person = await makePerson(database.db, workspaceId, { firstName: "Ana" });
});

describe("a test send", () => {
  it("goes to the test phone, marked, with the words of whom it is written as", async () => {
    const bo = await makePerson(database.db, workspaceId, { firstName: "Bo" });
    const [row] = await send({ channels: ["rcs"], asContactId: bo.contactId });
    expect(row).toMatchObject({ state: "accepted", contactId: person.contactId, asContactId: bo.contactId });
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ to: person.phone, client_ref: row?.id });
    expect(JSON.stringify(requests[0])).toContain("[Test] Hello");
    expect(await list()).toMatchObject([{ to: "Ana", asName: "Bo", state: "accepted" }]);
  });

  it("carries links that lead where the contact it is written as would get to, and a preference page of who got it", async () => {
    const bo = await makePerson(database.db, workspaceId, { firstName: "Bo" });
    await database.db
      .update(workspace)
      .set({ settings: await settingsWith({ canReceiveReplies: false }) })
      .where(eq(workspace.id, workspaceId));
    const [row] = await send({ asContactId: bo.contactId });
    const text = String(requests[0]?.text);
    const code = decodeLinkCode(/\/l\/([\w-]+)/.exec(text)?.[1] ?? "", mac);
    expect(code?.deliveryId).toBe(row?.id);
    const linked = await loadLinkedDelivery(database.db, row?.id ?? "");
    expect(linked).toMatchObject({ isTest: true, person: { first_name: "Bo" }, contactId: person.contactId });
    if (linked === null) throw new Error("no link");
    const { message } = renderMessage(prepareMessage(linked.message), { ...linked, promoCode: () => null });
    expect([...linkTargets(message).values()][0]).toMatchObject({ url: "https://shop.example/?who=Bo" });

    const messageId = decodeMessageCode(/\/p\/([\w-]+)/.exec(text)?.[1] ?? "", mac);
    expect(messageId).toBe(row?.id);
    const found = await tokenOfMessage(database.db, messageId ?? "");
    expect(found).toMatchObject({ workspaceId, contactId: person.contactId, campaignId: null });
    if (found === null) return;
    const token = { ...found, expiresAt: clock };
    expect(await loadPreferences(database.db, token)).toMatchObject({ contactId: person.contactId });
    await stopEverything(database.db, token, { proof: {}, now: clock });
    expect((await send())[0]).toMatchObject({ state: "cancelled", errorCode: "opted_out" });
    expect(requests).toHaveLength(1);
  });

  it("shows the product of whom it is written as, as the preview does", async () => {
    const bo = await makePerson(database.db, workspaceId, { firstName: "Bo" });
    const mug = { ...{ sku: "mug", title: "Blue mug", description: "", priceMinor: null, currency: "EUR" } };
    const { db } = database;
    await saveProducts(
      db,
      workspaceId,
      [{ ...mug, url: "https://shop.example/mug", imageUrl: null, mediaId: null }],
      clock,
    );
    await saveProductActs(db, workspaceId, [{ contactId: bo.contactId, relation: "carted", sku: "mug", at: clock }]);
    const message: Message = {
      blocks: [
        {
          ...{ id: "p", kind: "product", source: "last_carted", product: null, showDescription: false },
          ...{ showPrice: false, button: { id: "see", label: "See it" } },
        },
      ],
    };
    const [row] = await send({ asContactId: bo.contactId, message });
    expect(row).toMatchObject({ state: "accepted", errorCode: null });
    expect(String(requests[0]?.text)).toContain("Blue mug");
    expect(await loadLinkedDelivery(db, row?.id ?? "")).toMatchObject({
      person: { products: { carted: { sku: "mug" } } },
    });
  });

  it("pressed twice, or retried after a lost answer, is one message", async () => {
    const requestId = randomUUID();
    const [first, second] = await Promise.all([order({ requestId }), order({ requestId })]);
    expect([first.outcome.kind, second.outcome.kind].sort()).toEqual(["created", "repeated"]);
    await Promise.all([
      sendTests(deps(), workspaceId, requestId),
      sendTests(deps(), workspaceId, requestId),
      sendTests(deps(), workspaceId, requestId),
    ]);
    expect(requests).toHaveLength(1);
  });

  it("goes to a phone once, however often it was chosen", async () => {
    const target: TestTarget = { kind: "phone", contactId: person.contactId };
    expect(await send({ targets: [target, target], channels: ["sms", "rcs"] })).toHaveLength(2);
    expect(requests.map(({ channel }) => channel).sort()).toEqual(["rcs", "sms"]);
  });

  it("lost between the provider's answer and our record is not sent again, and settled by its receipt", async () => {
    answer = () => {
      throw new Error("the worker dies here");
    };
    const { requestId } = await order();
    await expect(sendTests(deps(), workspaceId, requestId)).rejects.toThrow("dies");
    clock = new Date(epoch.getTime() + 61_000);
    answer = accept;
    await sendTests(deps(), workspaceId, requestId);
    expect(requests).toHaveLength(1);
    const [item] = await list();
    expect(item).toMatchObject({ state: "unknown" });
    expect(await receive({ status: "delivered", client_ref: item?.id ?? "" })).toMatchObject({ applied: 1 });
    expect((await list())[0]).toMatchObject({ state: "delivered" });
  });

  it("keeps what a receipt brought when the answer comes after it", async () => {
    answer = async (body) => {
      await receive({ status: "read", client_ref: String(body.client_ref) });
      return accept(body);
    };
    expect((await send({ channels: ["rcs"] }))[0]).toMatchObject({ state: "read", errorCode: null });
  });

  it("tells a failure with its code, from the answer and from a receipt", async () => {
    answer = () => ({ kind: "refused", code: "1120", failure: "configuration", retryAfterSeconds: null });
    expect((await send())[0]).toMatchObject({ state: "rejected", errorCode: "1120" });
    answer = accept;
    clock = new Date(epoch.getTime() + 1000);
    const [row] = await send();
    await receive({ status: "rejected", client_ref: row?.id ?? "", error: { title: "1300" } });
    expect((await list())[0]).toMatchObject({ state: "rejected", errorCode: "1300" });
  });

  it("obeys a STOP that came before the press and one that came before the hand-over", async () => {
    const { requestId } = await order();
    await stop(person);
    await sendTests(deps(), workspaceId, requestId);
    expect((await rows(requestId))[0]).toMatchObject({ state: "cancelled", errorCode: "opted_out" });
    expect((await send())[0]).toMatchObject({ state: "cancelled", errorCode: "opted_out" });
    expect(requests).toEqual([]);
  });

  it("counts for no report, whatever comes back, and answers to it belong to no delivery", async () => {
    const real = await makeDelivery(database.db, person, campaignId, { channel: "sms", state: "delivered" });
    clock = new Date(epoch.getTime() + 1000);
    const [row] = await send();
    await receive({ status: "delivered", client_ref: row?.id ?? "" });
    await markTestOpened(database.db, row?.id ?? "", clock);
    const inbound = { channel: "sms", from: person.phone, to: "14155550199", message_type: "text", text: "Nice" };
    const [id] = await storeReceipts(database.db, [
      {
        ...{ workspaceId, provider: "vonage", kind: "inbound", dedupeKey: randomUUID(), receivedAt: clock },
        body: { message_uuid: randomUUID(), timestamp: clock.toISOString(), ...inbound },
      },
    ]);
    expect(await applyInbound(database.db, id ?? "", clock)).toBe(true);
    expect((await list())[0]?.openedAt).not.toBeNull();
    const acts = await database.db.select().from(engagement).where(eq(engagement.workspaceId, workspaceId));
    expect(acts.filter(({ campaignId: of }) => of !== null)).toEqual([]);
    expect(await database.db.select().from(rollup).where(eq(rollup.campaignId, campaignId))).toEqual([]);
    expect(await database.db.select().from(recipient).where(eq(recipient.campaignId, campaignId))).toHaveLength(1);
    const sent = await database.db.select().from(delivery).where(eq(delivery.campaignId, campaignId));
    expect(sent).toMatchObject([{ id: real, engagedAt: null }]);
  });

  it("goes nowhere but to confirmed numbers when the workspace reaches real people", async () => {
    const { requestId } = await order({ carrier: "vonage" });
    expect((await rows(requestId))[0]).toMatchObject({ state: "cancelled", errorCode: "not_own" });
    const moved = await order();
    await database.db
      .update(workspace)
      .set({ settings: await settingsWith({}, "vonage") })
      .where(eq(workspace.id, workspaceId));
    await sendTests(deps(), workspaceId, moved.requestId);
    expect((await rows(moved.requestId))[0]).toMatchObject({ state: "cancelled", errorCode: "carrier_changed" });
    expect(requests).toEqual([]);
  });

  it("names no template that is not approved", async () => {
    templateState = "submitted";
    expect((await send({ channels: ["whatsapp"] }))[0]).toMatchObject({ state: "cancelled", errorCode: "template" });
    expect(requests).toEqual([]);
    templateState = "approved";
    expect((await send({ channels: ["whatsapp"] }))[0]).toMatchObject({ state: "accepted" });
    // At a real account only what somebody recorded of Meta's word counts, and nothing is registered by a test.
    await database.db.delete(providerTemplate);
    await database.db
      .update(workspace)
      .set({ settings: await settingsWith({}, "vonage") })
      .where(eq(workspace.id, workspaceId));
    const { requestId } = await order({ channels: ["whatsapp"] });
    await database.db.update(testSend).set({ carrier: "vonage" }).where(eq(testSend.requestId, requestId));
    await sendTests(deps(), workspaceId, requestId);
    expect((await rows(requestId))[0]).toMatchObject({ state: "cancelled", errorCode: "template" });
    expect(requests).toHaveLength(1);
  });

  it("says which channel has no sender and which phone no address", async () => {
    const found = await send({ channels: ["sms", "messenger", "mms"] });
    expect(found.map(({ state, errorCode }) => [state, errorCode])).toEqual([
      ["accepted", null],
      ["cancelled", "no_sender"],
      ["cancelled", "no_sender"],
    ]);
    const stranger = randomUUID();
    expect((await send({ targets: [{ kind: "phone", contactId: stranger }] }))[0]).toMatchObject({ errorCode: "gone" });
  });

  it("stops at sixty an hour for one person", async () => {
    const targets: TestTarget[] = [];
    for (let index = 0; index < 10; index += 1) {
      targets.push({ kind: "phone", contactId: (await makePerson(database.db, workspaceId)).contactId });
    }
    for (let index = 0; index < 3; index += 1) {
      const { outcome } = await order({ targets, channels: ["sms", "rcs"] });
      expect(outcome).toEqual({ kind: "created", waiting: 20 });
    }
    expect((await order()).outcome).toEqual({ kind: "too_many", waitSeconds: 3600 });
    clock = new Date(epoch.getTime() + 3_600_000);
    expect((await order()).outcome.kind).toBe("created");
  });

  it("is not sent when nobody came to send it for ten minutes", async () => {
    const { requestId } = await order();
    clock = new Date(epoch.getTime() + 600_000);
    expect(await sendTests(deps(), workspaceId, requestId)).toBe(0);
    expect((await list())[0]).toMatchObject({ state: "cancelled", errorCode: "too_late" });
  });

  it("reaches no other workspace's people, and is seen by no other workspace", async () => {
    const elsewhere = await makeWorkspace(database.db);
    const theirs = await makePerson(database.db, elsewhere, { firstName: "Eve" });
    const target: TestTarget = { kind: "phone", contactId: theirs.contactId };
    expect((await send({ targets: [target] }))[0]).toMatchObject({ state: "cancelled", errorCode: "gone" });
    expect((await order({ asContactId: theirs.contactId })).outcome).toEqual({ kind: "not_found" });
    const { requestId } = await order();
    expect(await sendTests(deps(), elsewhere, requestId)).toBe(0);
    expect(await listTestSends(database.db, elsewhere, campaignId, { limit: 9, now: clock })).toEqual([]);
    campaignId = await makeCampaign(database.db, elsewhere);
    expect((await order()).outcome).toEqual({ kind: "not_found" });
    expect(requests).toEqual([]);
  });

  it("is taken by the sandbox on every channel of a phone", async () => {
    const sandbox = new InProcessCarrier({ now: () => clock, sink: () => undefined, personOf: () => null, seed: "t" });
    const { requestId } = await order({ channels: ["sms", "rcs", "whatsapp"] });
    await sendTests(deps(sandbox), workspaceId, requestId);
    expect((await rows(requestId)).map(({ state }) => state)).toEqual(["accepted", "accepted", "accepted"]);
  });
});

async function settingsWith(sms: { canReceiveReplies?: boolean }, way: "sandbox" | "vonage" = "sandbox") {
  const [row] = await database.db.select().from(workspace).where(eq(workspace.id, workspaceId));
  if (row?.settings.senders.sms === undefined) throw new Error("no sender");
  const { settings } = row;
  const { senders } = settings;
  return { ...settings, carrier: way, senders: { ...senders, sms: { ...row.settings.senders.sms, ...sms } } };
}

function stop({ contactId }: TestPerson) {
  const wish = { channel: "*", topic: "*", status: "opted_out", source: "keyword" } as const;
  return appendConsentEvents(database.db, [{ workspaceId, contactId, ...wish, proof: {}, at: clock }]);
}
