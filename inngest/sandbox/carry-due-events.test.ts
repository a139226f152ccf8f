import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { jwtVerify } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { storeTemplate, withdrawMessage } from "@/db/queries/sandbox";
import { recordInbound } from "@/db/queries/sandbox-carrier";
import { changePhone } from "@/db/queries/sandbox-phones";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { createNearClient } from "@/inngest/providers/sandbox/near-client";
import { carryDueEvents } from "@/inngest/sandbox/carry-due-events";
import { readMessages } from "@/inngest/sandbox/read-messages";
import { takeMessage } from "@/inngest/sandbox/take-message";
import type { JsonObject } from "@/lib/channels/contract";
import { requests } from "@/lib/sandbox/request.fixtures";

/** The whole carrier against a real server for callbacks and a real database, on a clock that the tests move. */

interface Received {
  path: string;
  text: string;
  body: JsonObject;
  authorization: string;
}

const secret = "the-signature-secret-of-the-sandbox";
let database: TestDatabase;
let server: Server;
let origin: string;
let received: Received[];
let answerStatus: (path: string) => number;
let nowMs: number;
const now = () => new Date(nowMs);

beforeAll(async () => {
  database = await testDatabase();
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const path = request.url ?? "";
      if (path === "/f/picture.jpg") return response.writeHead(200, { "content-type": "image/jpeg" }).end("jpeg");
      if (path === "/f/page.html") return response.writeHead(200, { "content-type": "text/html" }).end("<p>");
      if (path === "/f/large.jpg") {
        return response.writeHead(200, { "content-type": "image/jpeg" }).end(Buffer.alloc(2_000_001));
      }
      const text = Buffer.concat(chunks).toString("utf8");
      if (text !== "") {
        const authorization = request.headers.authorization ?? "";
        received.push({ path, text, body: JSON.parse(text), authorization });
      }
      response.writeHead(answerStatus(path)).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await database.end();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(async () => {
  received = [];
  answerStatus = () => 200;
  nowMs = Date.UTC(2026, 2, 2, 12);
  await database.sql`truncate sandbox.message, sandbox.event, sandbox.phone, sandbox.stop, sandbox.conversation`;
});

function deps() {
  const near = createNearClient({
    apiKey: "key",
    signatureSecret: secret,
    publicOrigin: "http://localhost:3000",
    localOrigin: origin,
  });
  return { sql: database.sql, near, now };
}

/** Hands a request over; `account` ends up in the callback address. */
async function send(body: JsonObject, random = () => 0.5): Promise<string> {
  const posted = { ...body, webhook_url: `${origin}/hooks/acme/status` };
  const answer = await takeMessage({
    sql: database.sql,
    posted,
    instance: "trace",
    isRateExceeded: false,
    random,
    now: now(),
  });
  if (!("message_uuid" in answer.body)) throw new Error(JSON.stringify(answer.body));
  return String(answer.body.message_uuid);
}

/** Moves the clock second by second and lets the carrier work. */
async function pass(seconds: number): Promise<void> {
  const carrier = deps();
  const end = nowMs + seconds * 1000;
  while (nowMs < end) {
    nowMs = Math.min(end, nowMs + Math.max(1_000, (seconds * 1000) / 20));
    while ((await carryDueEvents(carrier)) > 0);
  }
}

const statuses = () => received.map(({ body }) => body.status);
const stateOf = async (id: string) =>
  (await database.sql<{ state: string }[]>`select state from sandbox.message where id = ${id}`)[0]?.state;

describe("receipts", () => {
  it("come as submitted, then delivered, signed over exactly the bytes posted", async () => {
    const id = await send(requests.sms);
    await pass(5);
    expect(statuses()).toEqual(["submitted", "delivered"]);
    const [submitted] = received;
    if (!submitted) throw new Error("nothing came");
    expect(submitted.body).toEqual({
      message_uuid: id,
      to: "14155550123",
      from: "14155550199",
      timestamp: expect.stringMatching(/^2026-03-02T12:00:0\d\.\d{3}Z$/),
      status: "submitted",
      channel: "sms",
      client_ref: "d-1",
      usage: { currency: "EUR", price: "0.0333" },
      destination: { network_code: "310260" },
      sms: { count_total: "1" },
    });
    const token = submitted.authorization.replace(/^Bearer /, "");
    const { payload, protectedHeader } = await jwtVerify(token, new TextEncoder().encode(secret), {
      currentDate: now(),
    });
    expect(protectedHeader.alg).toBe("HS256");
    expect(payload).toMatchObject({
      api_key: "key",
      jti: expect.any(String),
      iat: expect.any(Number),
      payload_hash: createHash("sha256").update(submitted.text).digest("hex"),
    });
  });

  it("carry WhatsApp's price with delivered", async () => {
    await storeTemplate(database.sql, { name: "spring_sale", language: "en", definition: {} });
    await send(requests.whatsappTemplate);
    await pass(5);
    expect(received[1]?.body).toMatchObject({
      status: "delivered",
      usage: { currency: "EUR", price: "0.0575" },
      whatsapp: { pricing: { type: "regular", pricing_model: "PMP", category: "marketing" } },
    });
  });

  it("are posted again after 5, 10, 20 … seconds until the answer is 200", async () => {
    answerStatus = () => 500;
    await send(requests.sms);
    await pass(5);
    const carrier = deps();
    const delays: number[] = [];
    for (let attempt = 0; attempt < 10; attempt++) {
      const [event] = await database.sql<{ dueAt: Date }[]>`
        select min(due_at) as "dueAt" from sandbox.event where payload ->> 'text' like '%"submitted"%'`;
      const dueMs = event?.dueAt.getTime() ?? 0;
      delays.push(Math.round((dueMs - nowMs) / 1000));
      nowMs = dueMs;
      await carryDueEvents(carrier);
    }
    // The first delay is counted from the last pass before it, five seconds after the send.
    expect(delays.slice(1)).toEqual([10, 20, 40, 80, 160, 320, 640, 900, 900]);
    answerStatus = () => 200;
    nowMs += 900_000;
    while ((await carryDueEvents(carrier)) > 0);
    const [left] = await database.sql<{ count: number }[]>`select count(*)::int as count from sandbox.event`;
    expect(left?.count).toBe(0);
  });

  it("stop being tried after a day", async () => {
    answerStatus = () => 503;
    await send(requests.sms);
    await pass(5);
    nowMs += 25 * 3_600_000;
    const carrier = deps();
    while ((await carryDueEvents(carrier)) > 0);
    expect(await database.sql`select id from sandbox.event`).toHaveLength(0);
  });

  it("are not posted to another computer", async () => {
    const posted = { ...requests.sms, webhook_url: "http://192.0.2.1/acme/status" };
    const given = { sql: database.sql, posted, instance: "t", isRateExceeded: false, random: () => 0.5, now: now() };
    await takeMessage(given);
    await pass(5);
    const [event] = await database.sql`select attempts from sandbox.event`;
    expect(event?.attempts).toBeGreaterThan(0);
    expect(received).toEqual([]);
  });

  it("survive a worker that dies between taking an event and settling it", async () => {
    await send(requests.sms);
    nowMs += 10_000;
    const dying = { ...deps(), near: { ...deps().near, post: () => Promise.reject(new Error("killed")) } };
    await carryDueEvents(dying);
    await carryDueEvents(dying).catch(() => undefined);
    await pass(200);
    expect(statuses()).toEqual(expect.arrayContaining(["submitted", "delivered"]));
  });
});

describe("agreed recipients", () => {
  it.each([
    ["447700001300", ["submitted", "rejected"], "1300"],
    ["447700001461", ["submitted", "rejected"], "1461"],
    ["447700000001", ["undeliverable"], "1331"],
  ])("%s ends as %j", async (to, expected, code) => {
    await send({ ...requests.rcsText, to });
    await pass(5);
    expect(statuses()).toEqual(expected);
    expect(received.at(-1)?.body.error).toEqual({
      type: `https://developer.vonage.com/api-errors/messages#${code}`,
      title: code,
      detail: expect.any(String),
      instance: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  it("0000002 is submitted and expires after the time to live", async () => {
    await send({ ...requests.rcsText, to: "447700000002", ttl: 300 });
    await pass(290);
    expect(statuses()).toEqual(["submitted"]);
    await pass(20);
    expect(received.at(-1)?.body).toMatchObject({ status: "rejected", error: { title: "1360" } });
  });

  it("0000003 gets every receipt twice, byte for byte", async () => {
    await send({ ...requests.rcsText, to: "447700000003" });
    await pass(10);
    expect(statuses().sort()).toEqual(["delivered", "delivered", "submitted", "submitted"]);
    expect(new Set(received.map(({ text }) => text)).size).toBe(2);
  });

  it("0000004 gets delivered before submitted", async () => {
    await send({ ...requests.rcsText, to: "447700000004" });
    await pass(20);
    expect(statuses()).toEqual(["delivered", "submitted"]);
  });
});

describe("the phone", () => {
  const setPhone = (patch: object) => database.sql`
    insert into sandbox.phone ${database.sql({ number: "447700900123", updated_at: now(), ...patch })}
    on conflict (number) do update set ${database.sql(patch as Record<string, boolean>)}`;

  it("without RCS makes the carrier reject with 1300", async () => {
    await setPhone({ rcs: false });
    await send(requests.rcsText);
    await pass(5);
    expect(received.at(-1)?.body).toMatchObject({ status: "rejected", error: { title: "1300" } });
  });

  it("without WhatsApp makes the carrier reject with 1300", async () => {
    await setPhone({ whatsapp: false });
    await storeTemplate(database.sql, { name: "spring_sale", language: "en", definition: {} });
    await send(requests.whatsappTemplate);
    await pass(5);
    expect(received.at(-1)?.body).toMatchObject({ status: "rejected", error: { title: "1300" } });
  });

  it("offline keeps a message submitted until its time to live is over", async () => {
    await setPhone({ online: false });
    const id = await send({ ...requests.rcsText, ttl: 300 });
    await pass(250);
    expect(statuses()).toEqual(["submitted"]);
    expect(await stateOf(id)).toBe("submitted");
    await pass(60);
    expect(received.at(-1)?.body).toMatchObject({ status: "rejected", error: { title: "1360" } });
  });

  it("gets what waited when it comes back online, and tells the sender once it is read", async () => {
    await setPhone({ online: false });
    const id = await send({ ...requests.rcsText, ttl: 259_200 });
    await pass(60);
    expect(statuses()).toEqual(["submitted"]);
    await changePhone(database.sql, ["447700900123"], { online: true }, now());
    await pass(5);
    expect(statuses()).toEqual(["submitted", "delivered"]);
    await readMessages(database.sql, [id], now());
    await readMessages(database.sql, [id], now());
    await pass(5);
    expect(statuses()).toEqual(["submitted", "delivered", "read"]);
    await pass(260_000);
    expect(statuses()).toEqual(["submitted", "delivered", "read"]);
  });

  it("is read without a word where the channel has no read receipts", async () => {
    const id = await send(requests.sms);
    await pass(5);
    await readMessages(database.sql, [id], now());
    await pass(5);
    expect(await stateOf(id)).toBe("read");
    expect(statuses()).toEqual(["submitted", "delivered"]);
  });

  it("moved by a simulated person reads and answers by itself", async () => {
    await database.sql`truncate sandbox.phone`;
    for (let index = 0; index < 40; index++) {
      const number = `4477009001${String(index).padStart(2, "0")}`;
      await changePhone(database.sql, [number], { personSeed: `person-${index}` }, now());
      await send({ ...requests.rcsText, to: number, client_ref: `d-${index}` });
    }
    await pass(24 * 3600);
    const read = statuses().filter((status) => status === "read").length;
    expect(read).toBeGreaterThan(12);
    expect(received.filter(({ path }) => path.endsWith("/inbound")).length).toBeGreaterThan(0);
  });

  it("shows nothing of a revoked message", async () => {
    await setPhone({ online: false });
    const id = await send(requests.rcsText);
    await pass(5);
    expect(await withdrawMessage(database.sql, id)).toBe(true);
    await pass(700);
    expect(statuses()).toEqual(["submitted"]);
  });
});

describe("what a person wrote", () => {
  const answer = (channel: string, number: string, sender: string, text: string) =>
    recordInbound(
      database.sql,
      {
        id: crypto.randomUUID(),
        account: "acme",
        statusUrl: `${origin}/hooks/acme/status`,
        channel,
        number,
        sender,
        says: { kind: "text", text },
        answersTo: null,
      },
      now(),
    );

  it("goes to the sibling address of receipts, in the shape of the channel", async () => {
    await answer("sms", "14155550123", "14155550199", "Stop please");
    await pass(2);
    expect(received).toHaveLength(1);
    expect(received[0]?.path).toBe("/hooks/acme/inbound");
    expect(received[0]?.body).toEqual({
      channel: "sms",
      message_uuid: expect.any(String),
      to: "14155550199",
      from: "14155550123",
      timestamp: now()
        .toISOString()
        .replace(/:\d\d\.\d+Z$/, ":00.000Z"),
      message_type: "text",
      text: "Stop please",
      sms: { num_messages: "1", keyword: "STOP" },
      usage: { currency: "EUR", price: "0.0000" },
      origin: { network_code: "310260" },
    });
  });

  it("opens WhatsApp's window for 24 hours, and 1340 comes without it", async () => {
    await send(requests.whatsappText);
    await pass(5);
    expect(received.at(-1)?.body).toMatchObject({ status: "rejected", error: { title: "1340" } });
    await answer("whatsapp", "447700900123", "447700900001", "Hi");
    await pass(2);
    received = [];
    await send(requests.whatsappText);
    await pass(5);
    expect(statuses()).toEqual(["submitted", "delivered"]);
    nowMs += 24 * 3_600_000;
    await send(requests.whatsappText);
    await pass(5);
    expect(received.at(-1)?.body).toMatchObject({ status: "rejected", error: { title: "1340" } });
  });

  it("STOP lets one confirmation through and blocks with 1240 until START", async () => {
    const words = async (text: string) => {
      await answer("sms", "14155550123", "14155550199", text);
      await pass(2);
      received = [];
    };
    await words("stop");
    await send(requests.sms);
    await pass(5);
    expect(statuses()).toEqual(["submitted", "delivered"]);
    await send(requests.sms);
    await pass(5);
    expect(received.at(-1)?.body).toMatchObject({ status: "rejected", error: { title: "1240" } });
    await words("START");
    await send(requests.sms);
    await pass(5);
    expect(statuses()).toEqual(["submitted", "delivered"]);
  });
});

describe("templates and media", () => {
  it("an unknown template is rejected with 1022", async () => {
    await database.sql`truncate sandbox.template`;
    await send(requests.whatsappTemplate);
    await pass(5);
    expect(received.at(-1)?.body).toMatchObject({ status: "rejected", error: { title: "1022" } });
  });

  it.each([
    ["/f/picture.jpg", ["submitted", "delivered"], undefined],
    ["/f/missing.jpg", ["rejected"], "1380"],
    ["/f/large.jpg", ["rejected"], "1381"],
    ["/f/page.html", ["rejected"], "1382"],
  ])("%s ends as %j", async (path, expected, code) => {
    answerStatus = (asked) => (asked === "/f/missing.jpg" ? 404 : 200);
    await send({ ...requests.mmsImage, image: { url: `${origin}${path}` } });
    await pass(5);
    expect(statuses()).toEqual(expected);
    if (code) expect(received.at(-1)?.body.error).toMatchObject({ title: code });
  });

  it("media of the installation's public address is fetched locally, of other hosts never", async () => {
    await send({ ...requests.mmsImage, image: { url: "http://localhost:3000/f/picture.jpg" } });
    await pass(5);
    expect(statuses()).toEqual(["submitted", "delivered"]);
    received = [];
    await send({ ...requests.mmsImage, image: { url: "http://192.0.2.1/f/picture.jpg" } });
    await pass(5);
    expect(received.at(-1)?.body).toMatchObject({ status: "rejected", error: { title: "1380" } });
  });
});

describe("many at once", () => {
  it("two workers never post the same receipt twice", async () => {
    await Promise.all(Array.from({ length: 60 }, () => send(requests.sms)));
    nowMs += 10_000;
    const workers = [deps(), deps()];
    // Rows the other worker holds are passed over, so it takes a few looks until nothing is left.
    for (let taken = 1; taken > 0; nowMs += 6_000) {
      const counts = await Promise.all(workers.map(carryDueEvents));
      taken = counts.reduce((sum, count) => sum + count, 0);
    }
    expect(received).toHaveLength(120);
    expect(new Set(received.map(({ body }) => `${body.message_uuid}:${body.status}`)).size).toBe(120);
  });
});
