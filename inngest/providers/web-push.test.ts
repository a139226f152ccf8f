import { createECDH, randomBytes } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import webPush from "web-push";
import { WebPushClient } from "@/inngest/providers/web-push";

const { publicKey, privateKey } = webPush.generateVAPIDKeys();
const browser = createECDH("prime256v1");
const p256dh = browser.generateKeys("base64url");
const auth = randomBytes(16).toString("base64url");
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
let seen: { headers: IncomingHttpHeaders; body: Buffer }[] = [];
beforeAll(async () => {
  server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      seen.push({ headers: incoming.headers, body: Buffer.concat(chunks) });
      response.writeHead(status, { location: `${origin}/receipt/1` }).end();
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
const target = () => ({ endpoint: `${origin}/push/1`, p256dh, auth });

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

  it("goes to no address that a stranger could aim at our own network", async () => {
    seen = [];
    for (const endpoint of ["http://127.0.0.1:1/x", "http://10.0.0.1/x", "file:///etc/passwd", "nonsense"]) {
      expect(await client().send(request, { ...target(), endpoint })).toMatchObject({ failure: "unreachable" });
    }
    expect(await client().send(request, null)).toMatchObject({ failure: "unreachable" });
    expect(seen).toEqual([]);
  });
});
