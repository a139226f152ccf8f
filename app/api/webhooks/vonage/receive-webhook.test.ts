import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { SignJWT, UnsecuredJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCapped } from "@/app/_server/read-capped";
import { obeyNow } from "@/app/api/webhooks/vonage/obey-now";
import { ReceiptBatch } from "@/app/api/webhooks/vonage/receipt-batch";
import { receiveWebhook, webhookBytesMax } from "@/app/api/webhooks/vonage/receive-webhook";
import { appendConsentEvents, consentHistory } from "@/db/queries/consent";
import { makeCampaign, makeDelivery, makePerson, makeWorkspace } from "@/db/queries/people.fixtures";
import { applyStatusReceipts, storeReceipts } from "@/db/queries/receipts";
import { waitingInbound } from "@/db/queries/waiting-receipts";
import { answer, consent, contact, delivery, receipt, recipient } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { globalScope } from "@/lib/consent/scope";

const secret = "the signature secret of the account";
const secrets = new Map([["key", secret]]);
const now = new Date("2026-03-01T12:00:00Z");

let database: TestDatabase;
let workspaceId: string;
beforeAll(async () => {
  database = await testDatabase();
  workspaceId = await makeWorkspace(database.db);
});
afterAll(() => database.end());

interface Signing {
  secret?: string;
  apiKey?: string;
  signedBody?: string;
  secondsAgo?: number;
}

async function signed(body: string, signing: Signing = {}): Promise<string> {
  const claims = {
    api_key: signing.apiKey ?? "key",
    payload_hash: createHash("sha256")
      .update(signing.signedBody ?? body)
      .digest("hex"),
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256" })
    .setIssuedAt(Math.floor(now.getTime() / 1000) - (signing.secondsAgo ?? 0))
    .sign(new TextEncoder().encode(signing.secret ?? secret));
}

function post(body: string | ReadableStream<Uint8Array>, token: string | null): Request {
  const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  return new Request("http://localhost/", { method: "POST", headers, body, duplex: "half" } as RequestInit);
}

const batch = () => new ReceiptBatch((receipts) => storeReceipts(database.db, receipts));
const take = async (request: Request, kind: "status" | "inbound" = "status", batched = batch()) => {
  const bytes = await readCapped(request, webhookBytesMax);
  if (bytes === null) return 413;
  return receiveWebhook({ authorization: request.headers.get("authorization"), bytes }, kind, workspaceId, {
    ...{ secrets, now, store: (each) => batched.add(each) },
    obey: (stored) => obeyNow(database.db, stored),
  });
};
const stored = () => database.db.select().from(receipt).where(eq(receipt.workspaceId, workspaceId));

let serial = 0;
const status = (extra: object = {}) => {
  serial += 1;
  const base = { message_uuid: `m${serial}`, to: "14155550100", from: "14155550199", channel: "sms" };
  return JSON.stringify({ ...base, timestamp: now.toISOString(), status: "delivered", ...extra });
};

describe("a signed webhook", () => {
  it("is stored whole, with fields we do not know, and answered by 200", async () => {
    const body = status({ future: { field: [1, "ä", null] } });
    expect(await take(post(body, await signed(body)))).toBe(200);
    const row = (await stored()).find((each) => each.body.message_uuid === `m${serial}`);
    expect(row).toMatchObject({ kind: "status", outcome: null, body: JSON.parse(body) });
  });

  it("is stored once, however often it is posted, even at the same time", async () => {
    const body = status();
    const token = await signed(body);
    const together = batch();
    const answers = await Promise.all(Array.from({ length: 20 }, () => take(post(body, token), "status", together)));
    expect(new Set([...answers, await take(post(body, await signed(body, { secondsAgo: 10 })))])).toEqual(
      new Set([200]),
    );
    expect((await stored()).filter((row) => row.body.message_uuid === `m${serial}`)).toHaveLength(1);
  });

  it("of a shape we do not know is kept for a person to look at, not repeated by the provider", async () => {
    const body = '{"surprise":true}';
    expect(await take(post(body, await signed(body)))).toBe(200);
    expect((await stored()).some((row) => row.body.surprise === true)).toBe(true);
  });

  it("with characters no database can hold is stored without them", async () => {
    const body = status({ text: "a\u0000b\ud800c", "k\u0000ey": 1 });
    expect(await take(post(body, await signed(body)))).toBe(200);
    const row = (await stored()).find((each) => each.body.message_uuid === `m${serial}`);
    expect(row?.body).toMatchObject({ text: "ab\ufffdc", key: 1 });
  });
});

describe("a webhook is refused", () => {
  const refused = async (request: Request, expected = 401) => {
    const before = (await stored()).length;
    expect(await take(request)).toBe(expected);
    expect(await stored()).toHaveLength(before);
  };

  it("when it is not signed, or signed by somebody else", async () => {
    const body = status();
    await refused(post(body, null));
    await refused(post(body, "a.b.c"));
    await refused(post(body, await signed(body, { secret: "another secret" })));
    await refused(post(body, await signed(body, { apiKey: "unknown" })));
  });

  it("when its signature asks for no algorithm, or another", async () => {
    const body = status();
    const claims = {
      api_key: "key",
      payload_hash: createHash("sha256").update(body).digest("hex"),
      iat: now.getTime() / 1000,
    };
    await refused(post(body, new UnsecuredJWT(claims).encode()));
    const hs512 = await new SignJWT(claims)
      .setProtectedHeader({ alg: "HS512" })
      .sign(new TextEncoder().encode(secret.repeat(2)));
    await refused(post(body, hs512));
  });

  it("when the body is not the one that was signed, to the byte", async () => {
    const body = status();
    await refused(post(`${body} `, await signed(body)));
    await refused(post(body, await signed(body, { signedBody: "{}" })));
  });

  it("when the signature is older than five minutes, or from the future", async () => {
    const body = status();
    expect(await take(post(body, await signed(body, { secondsAgo: 290 })))).toBe(200);
    await refused(post(status(), await signed(status(), { secondsAgo: 3600 })));
    const old = status();
    await refused(post(old, await signed(old, { secondsAgo: 400 })));
    await refused(post(old, await signed(old, { secondsAgo: -400 })));
  });

  it("when it is longer than any webhook is, without being read to its end", async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pulled += 1;
        controller.enqueue(new Uint8Array(64 * 1024));
      },
    });
    await refused(post(endless, await signed("")), 413);
    expect(pulled).toBeLessThan(20);
    const claimed = new Request("http://localhost/", { method: "POST", headers: { "content-length": "10485760" } });
    await refused(claimed, 413);
  });

  it("when it is not a JSON object", async () => {
    for (const body of ["", "[]", "null", "{", '"text"']) await refused(post(body, await signed(body)), 400);
  });
});

describe("an inbound message", () => {
  const inbound = (from: string, extra: object) =>
    JSON.stringify({
      ...{ channel: "sms", message_uuid: `in${++serial}`, to: "14155550199", from, timestamp: now.toISOString() },
      ...{ message_type: "text", ...extra },
    });

  it("that says STOP is obeyed before it is answered", async () => {
    const person = await makePerson(database.db, workspaceId);
    const campaignId = await makeCampaign(database.db, workspaceId);
    const deliveryId = await makeDelivery(database.db, person, campaignId);
    const body = inbound(person.phone, { text: "Please stop texting me" });
    expect(await take(post(body, await signed(body)), "inbound")).toBe(200);
    const of = { contact: person.contactId };
    const rows = await database.db.select().from(consent).where(eq(consent.contactId, of.contact));
    expect(rows).toMatchObject([{ channel: "*", topic: "*", status: "opted_out" }]);
    const [moved] = await database.db.select().from(recipient).where(eq(recipient.campaignId, campaignId));
    expect(moved).toMatchObject({ state: "opted_out", nextActionAt: null });
    const [pending] = await database.db.select().from(delivery).where(eq(delivery.id, deliveryId));
    expect(pending?.state).toBe("cancelled");
    const answers = await database.db.select().from(answer).where(eq(answer.contactId, of.contact));
    expect(answers).toMatchObject([{ kind: "stop_confirmation", state: "pending", sender: "14155550199" }]);
  });

  it("that is ordinary talk waits for the background", async () => {
    const person = await makePerson(database.db, workspaceId);
    const body = inbound(person.phone, { text: "What are your hours?" });
    expect(await take(post(body, await signed(body)), "inbound")).toBe(200);
    expect(await waitingInbound(database.db, 100)).toHaveLength(1);
  });
});

describe("a receipt that says the person told the carrier to stop", () => {
  const stoppedAt = (clientRef: string, timestamp = now.toISOString()) =>
    status({ status: "rejected", client_ref: clientRef, timestamp, error: { title: "1240" } });
  const global = (contactId: string) => database.db.select().from(consent).where(eq(consent.contactId, contactId));

  it("is obeyed before it is answered, and still applied in its turn", async () => {
    const person = await makePerson(database.db, workspaceId);
    const [first, second] = [
      await makeCampaign(database.db, workspaceId),
      await makeCampaign(database.db, workspaceId),
    ];
    const id = await makeDelivery(database.db, person, first, { state: "accepted", acceptedAt: now });
    const other = await makeDelivery(database.db, person, second);
    const body = stoppedAt(id);
    expect(await take(post(body, await signed(body)))).toBe(200);
    expect(await global(person.contactId)).toMatchObject([{ channel: "*", status: "opted_out" }]);
    const [pending] = await database.db.select().from(delivery).where(eq(delivery.id, other));
    expect(pending?.state).toBe("cancelled");
    await applyStatusReceipts(database.db, { now, max: 1000 });
    const [rejected] = await database.db.select().from(delivery).where(eq(delivery.id, id));
    expect(rejected).toMatchObject({ state: "rejected", errorCode: "1240" });
    const ledger = await consentHistory(database.db, workspaceId, person.contactId);
    expect(ledger.map((entry) => [entry.source, entry.proof])).toEqual([
      ["provider", { code: "1240", channel: "rcs" }],
    ]);
  });

  it("does not stop somebody who has asked for messages since", async () => {
    const person = await makePerson(database.db, workspaceId);
    const id = await makeDelivery(database.db, person, await makeCampaign(database.db, workspaceId), {
      state: "accepted",
      createdAt: new Date(now.getTime() - 3_600_000),
    });
    const agreed = { workspaceId, contactId: person.contactId, ...globalScope, proof: {}, at: now } as const;
    await appendConsentEvents(database.db, [{ ...agreed, status: "opted_in", source: "keyword" }]);
    const body = stoppedAt(id, new Date(now.getTime() - 60_000).toISOString());
    expect(await take(post(body, await signed(body)))).toBe(200);
    expect(await global(person.contactId)).toMatchObject([{ channel: "*", status: "opted_in" }]);
  });
});

describe("a STOP that cannot be obeyed yet", () => {
  const stop = (from: string) =>
    JSON.stringify({
      ...{ channel: "sms", message_uuid: `in${++serial}`, to: "14155550199", from, timestamp: now.toISOString() },
      ...{ message_type: "text", text: "STOP" },
    });

  it("is not answered, and holds when the provider repeats it", async () => {
    const person = await makePerson(database.db, workspaceId);
    const body = stop(person.phone);
    const token = await signed(body);
    const failing = receiveWebhook(
      { authorization: `Bearer ${token}`, bytes: Buffer.from(body) },
      "inbound",
      workspaceId,
      {
        ...{ secrets, now, store: (each) => batch().add(each) },
        obey: () => Promise.reject(new Error("the database is away")),
      },
    );
    await expect(failing).rejects.toThrow("away");
    expect(await take(post(body, token), "inbound")).toBe(200);
    const rows = await database.db.select().from(consent).where(eq(consent.contactId, person.contactId));
    expect(rows).toMatchObject([{ channel: "*", topic: "*", status: "opted_out" }]);
  });

  it("is answered only when whoever is just applying it has done so", async () => {
    const person = await makePerson(database.db, workspaceId);
    const body = stop(person.phone);
    const token = await signed(body);
    let isAnswered = false;
    let answered: Promise<unknown> | undefined;
    await database.db.transaction(async (tx) => {
      // Somebody else is at this person.
      await tx.select().from(contact).where(eq(contact.id, person.contactId)).for("update");
      answered = take(post(body, token), "inbound").then(() => {
        isAnswered = true;
      });
      for (let waits = 0; waits === 0; ) {
        const [row] = await database.sql<{ waits: number }[]>`select count(*)::int as waits from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`;
        waits = row?.waits ?? 0;
      }
      expect(isAnswered).toBe(false);
    });
    await answered;
    const rows = await database.db.select().from(consent).where(eq(consent.contactId, person.contactId));
    expect(rows).toMatchObject([{ status: "opted_out" }]);
  });
});

describe("the shared statements", () => {
  const one = (key: string) => ({
    ...{ workspaceId, provider: "vonage", kind: "status" as const, dedupeKey: key, body: {}, receivedAt: now },
  });

  it("carry many requests each", async () => {
    const sizes: number[] = [];
    const counting = new ReceiptBatch((receipts) => {
      sizes.push(receipts.length);
      return storeReceipts(database.db, receipts);
    });
    const ids = await Promise.all(Array.from({ length: 400 }, (_, index) => counting.add(one(`shared-${index}`))));
    expect(new Set(ids).size).toBe(400);
    expect(sizes.length).toBeLessThan(10);
  });

  it("fail for the request whose row is bad, and for no other", async () => {
    const bad = { ...one("bad"), workspaceId: "no uuid" };
    const together = batch();
    const results = await Promise.allSettled([one("good-1"), bad, one("good-2")].map((each) => together.add(each)));
    expect(results.map((each) => each.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });
});
