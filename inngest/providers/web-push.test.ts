import { randomBytes } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import webPush from "web-push";
import { WebPushClient } from "@/inngest/providers/web-push";
import { decryptPush, makeSubscriptionKeys } from "@/inngest/sandbox/push-encryption";

const { publicKey, privateKey } = webPush.generateVAPIDKeys();
const browser = makeSubscriptionKeys();
const { publicKey: p256dh, auth } = browser;
const request = {
  provider: "web-push",
  payload: { web_push: 8030, notification: { title: "Hello" } },
  ttlSeconds: 60,
  urgency: "normal",
  topic: "t1",
} as const;

let server: Server;
let origin: string;
let status = 201;
let retryAfter = "";
let seen: { headers: IncomingHttpHeaders; body: Buffer }[] = [];
beforeAll(async () => {
  server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      seen.push({ headers: incoming.headers, body: Buffer.concat(chunks) });
      const headers = { location: `${origin}/receipt/1`, ...(retryAfter === "" ? {} : { "retry-after": retryAfter }) };
      response.writeHead(status, headers).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const client = () => new WebPushClient({ publicKey, privateKey, subject: "mailto:a@example.com" }, origin);
const target = () => ({ endpoint: `${origin}/api/sandbox/push/1`, p256dh, auth });

describe("a notification", () => {
  it("is encrypted for its browser alone and signed by us (RFC 8291, RFC 8292)", async () => {
    seen = [];
    expect(await client().send(request, target())).toEqual({
      kind: "accepted",
      providerMessageId: `${origin}/receipt/1`,
    });
    const [posted] = seen;
    expect(posted?.headers).toMatchObject({
      ttl: "60",
      urgency: "normal",
      topic: "t1",
      "content-encoding": "aes128gcm",
    });
    expect(posted?.headers.authorization).toContain(`k=${publicKey}`);
    expect(posted?.body.includes("Hello")).toBe(false);
    expect(JSON.parse(decryptPush(posted?.body ?? Buffer.alloc(0), browser) ?? "null")).toEqual(request.payload);
    expect(decryptPush(posted?.body ?? Buffer.alloc(0), makeSubscriptionKeys())).toBeNull();
  });

  it.each([
    [404, "unreachable"],
    [410, "unreachable"],
    [413, "content"],
    [429, "throttled"],
    [503, "transient"],
    [401, "configuration"],
  ])("a %i of the push service means %s", async (answer, failure) => {
    status = answer;
    expect(await client().send(request, target())).toMatchObject({ kind: "refused", failure });
  });

  it.each([
    ["120", 120],
    [new Date(Date.now() + 90_000).toUTCString(), 90],
    ["soon", null],
    ["-5", null],
  ])("waits as long as the push service asks for: %s", async (header, seconds) => {
    status = 429;
    retryAfter = header;
    const answer = await client().send(request, target());
    const waits = answer.kind === "refused" ? answer.retryAfterSeconds : undefined;
    if (seconds === null) expect(waits).toBeNull();
    else expect(Math.abs((waits ?? 0) - seconds)).toBeLessThanOrEqual(5);
  });

  it("for keys that no browser made is refused for good, not left open", async () => {
    for (const wrong of ["", "AAAA", `B${"A".repeat(86)}`, randomBytes(65).toString("base64url")]) {
      expect(await client().send(request, { ...target(), p256dh: wrong })).toMatchObject({ failure: "unreachable" });
    }
  });

  it("goes to no address that a stranger could aim at our own network", async () => {
    seen = [];
    const ours = `${origin}/api/sandbox/push/../../studio/x`;
    const strangers = [
      "http://127.0.0.1:1/x",
      "http://10.0.0.1/x",
      "https://10.0.0.1/x",
      "file:///etc/passwd",
      "nonsense",
    ];
    const disguised = ["https://fcm.googleapis.com.evil.example/x", "https://fcm.googleapis.com@evil.example/x"];
    for (const endpoint of [...strangers, ...disguised, "https://fcm.googleapis.com:8443/x", ours]) {
      expect(await client().send(request, { ...target(), endpoint })).toMatchObject({ failure: "unreachable" });
    }
    expect(await client().send(request, null)).toMatchObject({ failure: "unreachable" });
    expect(seen).toEqual([]);
  });
});
