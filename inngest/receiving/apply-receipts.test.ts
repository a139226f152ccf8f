import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appendConsentEvents, consentHistory, currentConsent } from "@/db/queries/consent";
import { applyInbound, applyInboundNow } from "@/db/queries/inbound";
import { epoch, later, makeCampaign, makeDelivery, makePerson, makeWorkspace } from "@/db/queries/people.fixtures";
import { storeReceipts } from "@/db/queries/receipts";
import { waitingInbound } from "@/db/queries/waiting-receipts";
import {
  address,
  answer,
  consent,
  delivery,
  engagement,
  reachability,
  receipt,
  receiptWaiting,
  recipient,
} from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import type { HandOver } from "@/inngest/providers/contract";
import { applyReceipts } from "@/inngest/receiving/apply-receipts";
import type { JsonObject } from "@/lib/channels/contract";
import { maySend } from "@/lib/consent/may-send";
import { globalScope } from "@/lib/consent/scope";

let database: TestDatabase;
let workspaceId: string;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

let serial = 0;

/** A business with a carrier that keeps what it is given and answers as told. */
async function business() {
  workspaceId = await makeWorkspace(database.db);
  const given: JsonObject[] = [];
  let answers: HandOver = { kind: "accepted", providerMessageId: "p" };
  let now = epoch;
  const deps = {
    ...{ db: database.db, now: () => now, publicUrl: "http://localhost:3000" },
    carrierFor: () => ({
      handOver: async (request: { provider: string; body?: JsonObject }) => {
        if (request.body !== undefined) given.push(request.body);
        return answers;
      },
      revoke: async () => true,
      registerTemplate: async () => "approved" as const,
    }),
  };
  return {
    given,
    deps,
    answerBy: (answer: HandOver) => {
      answers = answer;
    },
    at: (seconds: number) => {
      now = later(seconds);
    },
    run: async () => {
      while ((await applyReceipts(deps)) > 0);
    },
  };
}

async function write(from: string, extra: object, channel = "sms") {
  serial += 1;
  const message = { channel, message_uuid: `in-${serial}`, to: "14155550199", from, message_type: "text" };
  await storeReceipts(database.db, [
    {
      ...{ workspaceId, provider: "vonage", kind: "inbound", dedupeKey: `in-${serial}`, receivedAt: epoch },
      body: { ...message, timestamp: epoch.toISOString(), ...extra },
    },
  ]);
}

const may = async (contactId: string, channel: string, topic: string) =>
  maySend({
    ...{ consent: await currentConsent(database.db, workspaceId, contactId), channel, topic },
    ...{ pausedUntil: null, erasedAt: null, now: epoch },
  });

describe("what a person writes", () => {
  it("opens the conversation, counts as an answer to the latest message there, and ends a ladder waiting for it", async () => {
    const { run } = await business();
    const person = await makePerson(database.db, workspaceId);
    const campaignId = await makeCampaign(database.db, workspaceId);
    const sent = { state: "delivered" as const, acceptedAt: later(-60) };
    const older = await makeDelivery(database.db, person, await makeCampaign(database.db, workspaceId), {
      ...sent,
      createdAt: later(-600),
    });
    const id = await makeDelivery(database.db, person, campaignId, sent);
    await write(person.phone, { text: "Which sizes do you have?" }, "rcs");
    await run();
    const acts = await database.db.select().from(engagement).where(eq(engagement.contactId, person.contactId));
    expect(acts).toMatchObject([{ kind: "reply", deliveryId: id, campaignId, channel: "rcs" }]);
    const [moved] = await database.db.select().from(recipient).where(eq(recipient.campaignId, campaignId));
    expect(moved).toMatchObject({ state: "succeeded", reason: "success_engaged" });
    const [open] = await database.db.select().from(reachability).where(eq(reachability.addressId, person.addressId));
    expect(open).toMatchObject({ channel: "rcs", lastInboundAt: epoch, reachable: true });
    const [untouched] = await database.db.select().from(delivery).where(eq(delivery.id, older));
    expect(untouched?.engagedAt).toBeNull();
  });

  it("by a button is a tap on the message the button was on", async () => {
    const { run } = await business();
    const person = await makePerson(database.db, workspaceId);
    const sent = { state: "delivered" as const, acceptedAt: later(-60) };
    const first = await makeDelivery(database.db, person, await makeCampaign(database.db, workspaceId), {
      ...sent,
      createdAt: later(-600),
    });
    await makeDelivery(database.db, person, await makeCampaign(database.db, workspaceId), sent);
    await write(person.phone, { message_type: "reply", reply: { id: `${first}:yes`, title: "Yes" } }, "rcs");
    await run();
    const acts = await database.db.select().from(engagement).where(eq(engagement.contactId, person.contactId));
    expect(acts).toMatchObject([{ kind: "tap", deliveryId: first, target: "yes" }]);
  });

  it("from a number nobody knows changes nothing", async () => {
    const { run, given } = await business();
    await write("14155559999", { text: "Hello?" });
    await run();
    const [row] = await database.db.select().from(receipt).where(eq(receipt.workspaceId, workspaceId));
    expect(row?.outcome).toBe("no_such_contact");
    expect(given).toEqual([]);
  });
});

describe("STOP", () => {
  it("ends everything on every channel and is confirmed once, in the person's language, without marketing", async () => {
    const { run, given } = await business();
    const person = await makePerson(database.db, workspaceId, { locale: "de-DE" });
    const campaignId = await makeCampaign(database.db, workspaceId);
    await makeDelivery(database.db, person, campaignId);
    for (const text of ["STOP", "stop!!", "Stopp"]) await write(person.phone, { text });
    await run();
    await write(person.phone, { text: "STOP" });
    await run();
    expect(given).toHaveLength(1);
    expect(given[0]).toMatchObject({ channel: "sms", to: person.phone, from: "14155550199", message_type: "text" });
    expect(given[0]?.text).toContain("abgemeldet");
    for (const channel of ["sms", "rcs", "whatsapp", "push"]) {
      expect(await may(person.contactId, channel, "promotions")).toBe("opted_out");
    }
    const [moved] = await database.db.select().from(recipient).where(eq(recipient.campaignId, campaignId));
    expect(moved).toMatchObject({ state: "opted_out", nextActionAt: null });
    const optOuts = and(eq(engagement.contactId, person.contactId), eq(engagement.kind, "opt_out"));
    expect((await database.db.select().from(engagement).where(optOuts)).length).toBeGreaterThan(0);
  });

  it("from a stranger is remembered, so that a later import cannot write to them", async () => {
    const { run } = await business();
    await write("14155558888", { text: "STOP" });
    await run();
    const [known] = await database.db.select().from(address).where(eq(address.workspaceId, workspaceId));
    expect(known?.value).toBe("14155558888");
    expect(await may(known?.contactId ?? "", "sms", "promotions")).toBe("opted_out");
  });

  it("is confirmed at most once even when the worker dies between claiming and sending", async () => {
    const { run, given, deps } = await business();
    const person = await makePerson(database.db, workspaceId);
    await write(person.phone, { text: "STOP" });
    const dies = {
      ...deps,
      carrierFor: () => ({ ...deps.carrierFor(), handOver: () => Promise.reject(new Error("dead")) }),
    };
    await expect(applyReceipts(dies)).rejects.toThrow("dead");
    await run();
    expect(given).toEqual([]);
    const [row] = await database.db.select().from(answer).where(eq(answer.workspaceId, workspaceId));
    expect(row?.state).toBe("sending");
    expect(await may(person.contactId, "sms", "promotions")).toBe("opted_out");
  });

  it("is obeyed once when two are at it: one waits for the other, and one that need not wait passes over it", async () => {
    const { run, given } = await business();
    const person = await makePerson(database.db, workspaceId);
    await write(person.phone, { text: "STOP" });
    const about = { workspaceId, dedupeKey: `in-${serial}` };
    const [receiptId = ""] = await waitingInbound(database.db, 1);
    let inTurn: Promise<string | null> | undefined;
    await database.db.transaction(async (tx) => {
      expect(await applyInbound(tx, receiptId, epoch)).toBe(true);
      expect(await applyInbound(database.db, receiptId, epoch)).toBe(false);
      inTurn = applyInboundNow(database.db, about, epoch);
      const waits = () => database.sql`select 1 from pg_locks where not granted and locktype = 'transactionid'`;
      while ((await waits()).length === 0);
    });
    expect(await inTurn).toBe(person.contactId);
    expect(await consentHistory(database.db, workspaceId, person.contactId)).toHaveLength(1);
    await run();
    expect(given).toHaveLength(1);
  });

  it("is not confirmed when five minutes have passed", async () => {
    const { run, given, at, answerBy, deps } = await business();
    const person = await makePerson(database.db, workspaceId);
    await write(person.phone, { text: "STOP" });
    answerBy({ kind: "refused", code: "1000", failure: "throttled", retryAfterSeconds: 1 });
    await applyReceipts(deps);
    expect(given).toHaveLength(1);
    at(301);
    answerBy({ kind: "accepted", providerMessageId: "p" });
    await run();
    expect(given).toHaveLength(1);
    const [row] = await database.db.select().from(answer).where(eq(answer.workspaceId, workspaceId));
    expect(row?.state).toBe("expired");
  });
});

describe("the switch for offers in WhatsApp", () => {
  const switched = (value: string) => ({
    message_type: "unsupported",
    user_preferences: [{ wa_id: "1", category: "marketing_messages", value, timestamp: "1" }],
  });
  const agree = (contactId: string) =>
    appendConsentEvents(database.db, [
      { ...{ workspaceId, contactId, ...globalScope, proof: {}, at: epoch }, status: "opted_in", source: "user" },
    ]);

  it("stops that channel, or starts it again, without a word back", async () => {
    const { run, given } = await business();
    const person = await makePerson(database.db, workspaceId);
    await agree(person.contactId);
    for (const expected of ["opted_out", null] as const) {
      await write(person.phone, switched(expected === null ? "resume" : "stop"), "whatsapp");
      await run();
      expect(await may(person.contactId, "whatsapp", "promotions")).toBe(expected);
      expect(await may(person.contactId, "sms", "promotions")).toBeNull();
    }
    expect(given).toEqual([]);
  });

  it("does not bring back who said STOP, and one who was never asked is only ever stopped by it", async () => {
    const { run } = await business();
    const person = await makePerson(database.db, workspaceId);
    await agree(person.contactId);
    await write(person.phone, { text: "STOP" });
    for (const value of ["stop", "resume"]) await write(person.phone, switched(value), "whatsapp");
    await run();
    expect(await may(person.contactId, "whatsapp", "promotions")).toBe("opted_out");
    await write("14155557777", switched("resume"), "whatsapp");
    await run();
    const [known] = await database.db.select().from(address).where(eq(address.value, "14155557777"));
    expect(known).toBeUndefined();
  });
});

describe("START and HELP", () => {
  it("START brings back this channel with every topic, and no other channel", async () => {
    const { run, given, at } = await business();
    const person = await makePerson(database.db, workspaceId);
    await write(person.phone, { text: "STOP" });
    await run();
    at(60);
    await write(person.phone, { text: "Start" });
    await run();
    expect(await may(person.contactId, "sms", "promotions")).toBeNull();
    expect(await may(person.contactId, "sms", "updates")).toBeNull();
    expect(await may(person.contactId, "whatsapp", "updates")).toBe("opted_out");
    expect(given.map((body) => body.text)).toMatchObject([
      expect.stringContaining("unsubscribed"),
      expect.stringContaining("subscribed again"),
    ]);
  });

  it("HELP is answered with whom to ask, changes nothing, and not again for each repetition", async () => {
    const { run, given } = await business();
    const person = await makePerson(database.db, workspaceId);
    for (let round = 0; round < 5; round++) await write(person.phone, { text: "HELP" });
    await run();
    expect(given).toHaveLength(1);
    expect(given[0]?.text).toContain("help@acme.example");
    expect(await database.db.select().from(consent).where(eq(consent.contactId, person.contactId))).toEqual([]);
  });

  it("receipts about these answers are understood as such", async () => {
    const { run, given } = await business();
    const person = await makePerson(database.db, workspaceId);
    await write(person.phone, { text: "HELP" });
    await run();
    await storeReceipts(database.db, [
      {
        ...{ workspaceId, provider: "vonage", kind: "status", dedupeKey: `status-${serial}`, receivedAt: epoch },
        body: {
          ...{ message_uuid: "p", to: "1", from: "2", channel: "sms", status: "delivered" },
          ...{ timestamp: epoch.toISOString(), client_ref: given[0]?.client_ref },
        },
      },
    ]);
    await run();
    const rows = await database.db.select().from(receipt).where(eq(receipt.workspaceId, workspaceId));
    expect(rows.map((row) => row.outcome)).toEqual([null, null]);
    expect(await database.db.select().from(receiptWaiting)).toEqual([]);
  });
});

describe("trouble with one thing", () => {
  it("a carrier that cannot answer holds up nobody's receipts", async () => {
    const { deps } = await business();
    const person = await makePerson(database.db, workspaceId);
    const campaignId = await makeCampaign(database.db, workspaceId);
    const id = await makeDelivery(database.db, person, campaignId, { state: "accepted", acceptedAt: epoch });
    await write(person.phone, { text: "HELP" });
    await storeReceipts(database.db, [
      {
        ...{ workspaceId, provider: "vonage", kind: "status", dedupeKey: `delivered-${id}`, receivedAt: epoch },
        body: {
          ...{ message_uuid: "p", to: person.phone, from: "2", channel: "rcs", status: "delivered", client_ref: id },
          timestamp: epoch.toISOString(),
        },
      },
    ]);
    const broken = () => {
      throw new Error("no keys for this carrier");
    };
    await expect(applyReceipts({ ...deps, carrierFor: broken })).rejects.toThrow("no keys");
    const [row] = await database.db.select().from(delivery).where(eq(delivery.id, id));
    expect(row?.state).toBe("delivered");
  });
});
