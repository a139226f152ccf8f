import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import webpush from "web-push";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { makeSubscriptionKeys } from "@/inngest/sandbox/push-encryption";
import { requests, statusUrl } from "@/lib/sandbox/request.fixtures";

/** The API as a client sees it: what is posted, and every field of what comes back. */

const account = "0198f0de-0000-7000-8000-000000000001";
const basic = `Basic ${Buffer.from("key:a-secret-of-the-sandbox").toString("base64")}`;

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  vi.stubEnv("DATABASE_URL", database.url);
  vi.stubEnv("CASCADE_URL", "http://localhost:3000");
  vi.stubEnv("SANDBOX_API_KEY", "key");
  vi.stubEnv("SANDBOX_API_SECRET", "a-secret-of-the-sandbox");
});
afterAll(async () => {
  const { getConnection } = await import("@/db/client");
  await getConnection().end();
  vi.unstubAllEnvs();
  await database.end();
});

function asked(method: string, body: unknown, headers: Record<string, string> = { authorization: basic }) {
  return new Request("http://localhost:3000/api/sandbox/x", {
    method,
    headers: { "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
}

async function send(body: unknown, headers?: Record<string, string>) {
  const { POST } = await import("@/app/api/sandbox/v1/messages/route");
  const answer = await POST(asked("POST", body, headers), { params: Promise.resolve({}) });
  return { status: answer.status, headers: answer.headers, body: await answer.json().catch(() => null) };
}

async function patch(id: string, body: unknown) {
  const { PATCH } = await import("@/app/api/sandbox/v1/messages/[id]/route");
  return PATCH(asked("PATCH", body), { params: Promise.resolve({ id }) });
}

describe("POST /v1/messages", () => {
  it.each(Object.entries(requests))("takes %s and answers 202 with a message_uuid", async (_, body) => {
    const answer = await send(body);
    expect(answer).toMatchObject({ status: 202, body: { message_uuid: expect.stringMatching(/^[0-9a-f-]{36}$/) } });
    const [stored] = await database.sql`select * from sandbox.message where id = ${answer.body.message_uuid}`;
    expect(stored).toMatchObject({ account, direction: "out", state: "accepted", status_url: statusUrl, body });
  });

  it.each([
    ["no credentials", {}],
    ["wrong credentials", { authorization: `Basic ${Buffer.from("key:wrong").toString("base64")}` }],
    ["a bearer token, unless lax", { authorization: "Bearer anything" }],
  ])("answers 401 to %s", async (_, headers) => {
    expect(await send(requests.sms, headers)).toMatchObject({
      status: 401,
      body: {
        type: "https://developer.vonage.com/api-errors/#unathorized",
        title: "You did not provide correct credentials.",
        detail: expect.any(String),
        instance: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    });
  });

  it("takes any bearer token when lax", async () => {
    vi.stubEnv("SANDBOX_AUTH", "lax");
    expect((await send(requests.sms, { authorization: "Bearer anything" })).status).toBe(202);
    expect((await send(requests.sms, { authorization: "Bearer " })).status).toBe(401);
    vi.stubEnv("SANDBOX_AUTH", "");
  });

  it("answers 404 when the sandbox has no keys", async () => {
    vi.stubEnv("SANDBOX_API_KEY", "");
    expect((await send(requests.sms)).status).toBe(404);
    vi.stubEnv("SANDBOX_API_KEY", "key");
  });

  it.each<[string, unknown, string, { name: string; reason: string }[] | undefined]>([
    ["text that is not JSON", "{", "#invalid-json", undefined],
    ["an unknown channel", { ...requests.sms, channel: "pigeon" }, "/messages#1100", undefined],
    ["a type the channel lacks", { ...requests.sms, message_type: "video" }, "/messages#1140", undefined],
    ["a sender with a plus", { ...requests.sms, from: "+14155550199" }, "/messages#1120", undefined],
    ["a recipient with a plus", { ...requests.sms, to: "+14155550123" }, "/messages#110", undefined],
    ["a long client reference", { ...requests.sms, client_ref: "x".repeat(101) }, "/messages#1060", undefined],
    [
      "a wrong category",
      { ...requests.messenger, messenger: { category: "advert" } },
      "/messages#1110",
      [{ name: "messenger.category", reason: "Must be one of response, update, message_tag" }],
    ],
    [
      "a simple template without its language",
      { ...requests.whatsappSimpleTemplate, whatsapp: { policy: "deterministic" } },
      "/messages#1110",
      [{ name: "whatsapp.locale", reason: "is required." }],
    ],
    [
      "a picture without an address",
      { ...requests.mmsImage, image: {} },
      "/messages#1150",
      [{ name: "image.url", reason: "is required." }],
    ],
    ["no text", { ...requests.sms, text: undefined }, "/messages#1150", [{ name: "text", reason: "is required." }]],
    [
      "text over the limit",
      { ...requests.sms, text: "x".repeat(1001) },
      "/messages#1150",
      [{ name: "text", reason: "must be at most 1000 characters." }],
    ],
    [
      "a label of 26 characters",
      {
        ...requests.rcsText,
        suggestions: [{ type: "reply", text: "x".repeat(26), postback_data: "p" }],
      },
      "/messages#1150",
      [{ name: "suggestions[0].text", reason: "must be at most 25 characters." }],
    ],
    [
      "a tall card in a carousel",
      {
        ...requests.rcsCarousel,
        carousel: requests.rcsCarousel.carousel.map((card) => ({ ...card, media_height: "TALL" })),
      },
      "/messages#1150",
      [
        { name: "carousel[0].media_height", reason: "Must be one of SHORT, MEDIUM" },
        { name: "carousel[1].media_height", reason: "Must be one of SHORT, MEDIUM" },
      ],
    ],
    [
      "four reply buttons",
      {
        ...requests.whatsappButtons,
        custom: {
          type: "interactive",
          interactive: {
            type: "button",
            body: { text: "?" },
            action: { buttons: ["1", "2", "3", "4"].map((id) => ({ type: "reply", reply: { id, title: id } })) },
          },
        },
      },
      "/messages#1150",
      [{ name: "custom.interactive.action.buttons", reason: "must be at most 3 items." }],
    ],
    [
      "an RCS time to live under five minutes",
      { ...requests.rcsText, ttl: 60 },
      "/messages#1150",
      [{ name: "ttl", reason: "must be at least 300 in value." }],
    ],
    [
      "a time to live where there is none",
      { ...requests.whatsappText, ttl: 600 },
      "/messages#1150",
      [{ name: "ttl", reason: "is not supported by this channel." }],
    ],
    [
      "nothing but braces",
      {},
      "/messages#1150",
      ["channel", "message_type", "to", "from"].map((name) => ({ name, reason: "is required." })),
    ],
  ])("answers 422 to %s", async (_, posted, suffix, invalid) => {
    const answer = await send(posted);
    expect(answer.status).toBe(422);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.body).toEqual({
      type: `https://developer.vonage.com/api-errors${suffix}`,
      title: expect.any(String),
      detail: expect.any(String),
      instance: expect.stringMatching(/^[0-9a-f]{32}$/),
      ...(invalid ? { invalid_parameters: invalid } : {}),
    });
  });

  it.each([
    ["447700000402", 402, "/#low-balance"],
    ["447700000500", 500, "/messages#1000"],
  ])("answers the number %s with %i", async (to, status, suffix) => {
    const answer = await send({ ...requests.rcsText, to });
    expect(answer).toMatchObject({ status, body: { type: `https://developer.vonage.com/api-errors${suffix}` } });
  });

  it("answers 429 with Retry-After past the limit of a second", async () => {
    vi.stubEnv("SANDBOX_MESSAGES_PER_SECOND", "1");
    const answers = await Promise.all([send(requests.sms), send(requests.sms), send(requests.sms)]);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.body).toMatchObject({ title: "Rate Limit Hit" });
    expect(refused?.headers.get("retry-after")).toBe("1");
    vi.stubEnv("SANDBOX_MESSAGES_PER_SECOND", "");
  });
});

describe("PATCH /v1/messages/{id}", () => {
  it("withdraws an RCS message that has not arrived", async () => {
    const { body } = await send(requests.rcsText);
    const answer = await patch(body.message_uuid, { status: "revoked" });
    expect(answer.status).toBe(202);
    expect(await answer.text()).toBe("");
    const [stored] = await database.sql`select state from sandbox.message where id = ${body.message_uuid}`;
    expect(stored?.state).toBe("revoked");
  });

  it("leaves what a phone already shows", async () => {
    const { body } = await send(requests.rcsText);
    await database.sql`update sandbox.message set state = 'delivered' where id = ${body.message_uuid}`;
    expect((await patch(body.message_uuid, { status: "revoked" })).status).toBe(202);
    const [stored] = await database.sql`select state from sandbox.message where id = ${body.message_uuid}`;
    expect(stored?.state).toBe("delivered");
  });

  it("answers 404 to an unknown id and 422 where a channel cannot", async () => {
    expect((await patch("3f0a2c1e-0000-4000-8000-000000000000", { status: "revoked" })).status).toBe(404);
    expect((await patch("not-an-id", { status: "revoked" })).status).toBe(404);
    const { body } = await send(requests.sms);
    const answer = await patch(body.message_uuid, { status: "revoked" });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ title: "Operation not supported" });
  });
});

describe("capabilities and templates", () => {
  it("lists RCS features, and answers 404 once the phone has none", async () => {
    const route = await import(
      "@/app/api/sandbox/v1/channel-manager/rcs/agents/[sender]/google/phones/[number]/capabilities/route"
    );
    const check = (number: string) =>
      route.GET(asked("GET", undefined), { params: Promise.resolve({ sender: "AcmeAgent", number }) });
    expect(await (await check("447700900555")).json()).toEqual({ features: expect.arrayContaining(["RICHCARD"]) });
    await database.sql`insert into sandbox.phone (number, rcs, updated_at) values ('447700900555', false, now())`;
    expect((await check("447700900555")).status).toBe(404);
    expect((await check("nonsense")).status).toBe(400);
  });

  it("approves a template, which opens its way past the window", async () => {
    const { POST } = await import("@/app/api/sandbox/v1/templates/route");
    const post = (body: unknown) => POST(asked("POST", body), { params: Promise.resolve({}) });
    const template = {
      name: "spring_sale",
      language: "en",
      category: "MARKETING",
      body: "Hi {{1}}, half price today.",
      examples: ["Ana"],
      header: null,
      footer: null,
      buttons: [],
    };
    const answer = await post(template);
    expect(answer.status).toBe(201);
    expect(await answer.json()).toEqual({ name: "spring_sale", language: "en", status: "APPROVED" });
    expect((await post({ ...template, name: "Not A Name" })).status).toBe(422);
    const broken = await post({ ...template, name: "other_sale", body: "{{1}}, half price today." });
    expect(await broken.json()).toMatchObject({ status: "REJECTED", reason: "The body begins with a placeholder." });
  });
});

describe("the push service", () => {
  const vapid = webpush.generateVAPIDKeys();
  const id = "0198f0de-1111-7000-8000-000000000002";
  const keys = makeSubscriptionKeys();

  beforeAll(async () => {
    const { storePushSubscriptions } = await import("@/db/queries/sandbox");
    await storePushSubscriptions(database.sql, [{ id, account, number: "447700900123", ...keys }]);
  });

  async function push(payload: string, { path = id, audience = `http://localhost:3000/api/sandbox/push/${id}` } = {}) {
    const { POST } = await import("@/app/api/sandbox/push/[id]/route");
    const details = webpush.generateRequestDetails(
      { endpoint: audience, keys: { p256dh: keys.publicKey, auth: keys.auth } },
      payload,
      {
        vapidDetails: { subject: "mailto:a@acme.example", ...vapid },
        TTL: 600,
        contentEncoding: "aes128gcm",
        topic: "sale",
        urgency: "high",
      },
    );
    const headers = Object.fromEntries(Object.entries(details.headers).map(([name, value]) => [name, String(value)]));
    const request = new Request(`http://localhost:3000/api/sandbox/push/${path}`, {
      method: "POST",
      headers,
      body: new Uint8Array(details.body ?? Buffer.alloc(0)),
    });
    return POST(request, { params: Promise.resolve({ id: path }) });
  }

  const payload = { web_push: 8030, notification: { title: "Sale", navigate: "http://localhost:3000/l/x" } };

  it("decrypts what a Web Push library posts and stores what arrived", async () => {
    const answer = await push(JSON.stringify(payload));
    expect(answer.status).toBe(201);
    expect(answer.headers.get("ttl")).toBe("600");
    const [stored] = await database.sql`select * from sandbox.message where channel = 'push'`;
    expect(stored).toMatchObject({
      account,
      number: "447700900123",
      state: "accepted",
      body: { provider: "web-push", payload, ttlSeconds: 600, urgency: "high", topic: "sale" },
    });
  });

  it("replaces a waiting notification of the same topic", async () => {
    await push(JSON.stringify(payload));
    const rows = await database.sql`select state from sandbox.message where channel = 'push' order by created_at`;
    expect(rows.map(({ state }) => state)).toEqual(["revoked", "accepted"]);
  });

  it("refuses a token for another service, an unknown and a cancelled subscription", async () => {
    expect((await push("{}", { audience: "https://push.example/x" })).status).toBe(401);
    expect((await push("{}", { path: "0198f0de-2222-7000-8000-000000000002" })).status).toBe(404);
    await database.sql`update sandbox.push_subscription set gone = true where id = ${id}`;
    expect((await push("{}")).status).toBe(410);
    await database.sql`update sandbox.push_subscription set gone = false where id = ${id}`;
  });

  it("refuses what was encrypted for somebody else", async () => {
    const other = makeSubscriptionKeys();
    await database.sql`update sandbox.push_subscription set private_key = ${other.privateKey} where id = ${id}`;
    expect((await push("{}")).status).toBe(400);
  });
});
