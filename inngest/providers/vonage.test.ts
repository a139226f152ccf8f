import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { jwtVerify } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type VonageAccount, VonageClient } from "@/inngest/providers/vonage";

const problem = (code: string) => JSON.stringify({ type: `https://developer.vonage.com/api-errors/messages#${code}` });
const body = { channel: "sms", message_type: "text", to: "14155550100", from: "14155550199", text: "Hello" };

let server: Server;
let baseUrl: string;
let seen: { method: string; url: string; authorization: string; body: unknown }[] = [];
let reply: (response: ServerResponse, request: IncomingMessage) => void;

beforeEach(async () => {
  seen = [];
  server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => {
      text += chunk;
    });
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      seen.push({ method, url, authorization: headers.authorization ?? "", body: JSON.parse(text) });
      reply(response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/sandbox`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const client = (changes: Partial<VonageAccount> = {}, answerMs = 2_000) =>
  new VonageClient(
    { baseUrl, regionUrl: `${baseUrl}/region`, apiKey: "key", apiSecret: "secret", application: null, ...changes },
    answerMs,
  );
const answering = (status: number, text: string, headers: Record<string, string> = {}) => {
  reply = (response) => response.writeHead(status, headers).end(text);
};

describe("handing a message to Vonage", () => {
  it("posts the request as it stands, with the account's keys, and keeps the provider's id", async () => {
    answering(202, '{"message_uuid":"m-1","workflow_id":"w"}');
    expect(await client().send(body)).toEqual({ kind: "accepted", providerMessageId: "m-1" });
    const basic = `Basic ${Buffer.from("key:secret").toString("base64")}`;
    expect(seen).toEqual([{ method: "POST", url: "/api/sandbox/v1/messages", authorization: basic, body }]);
  });

  it("stays here when no connection took it up in time, and the others go on", async () => {
    answering(202, '{"message_uuid":"m-1"}');
    const account = client();
    expect(await account.send(body, performance.now() + 10_000)).toMatchObject({ kind: "accepted" });
    const given = [performance.now() - 1, Number.POSITIVE_INFINITY, 0].map((moment) => account.send(body, moment));
    expect((await Promise.all(given)).map(({ kind }) => kind)).toEqual(["not_started", "accepted", "not_started"]);
    expect(seen).toHaveLength(2);
  });

  it.each([
    [401, problem("unauthorized"), "account"],
    [402, problem("low-balance"), "account"],
    [422, problem("1120"), "configuration"],
    [422, problem("110"), "unreachable"],
    [422, problem("1150"), "content"],
    [503, "busy", "transient"],
  ])("a %i is a refusal: nothing was taken", async (status, text, failure) => {
    answering(status, text);
    expect(await client().send(body)).toMatchObject({ kind: "refused", failure });
  });

  it("too many requests: told to wait as long as asked", async () => {
    answering(429, problem("1000"), { "Retry-After": "7" });
    const refused = { kind: "refused", code: "1000", failure: "throttled", retryAfterSeconds: 7 };
    expect(await client().send(body)).toEqual(refused);
  });

  it("nobody listens: nothing can have been sent, so it may be tried again", async () => {
    const nowhere = client({ baseUrl: "http://127.0.0.1:1" });
    expect(await nowhere.send(body)).toMatchObject({ kind: "refused", failure: "transient" });
  });

  it("no answer, a cut connection, a fault at their side, or an answer that makes no sense: its fate is open", async () => {
    reply = () => undefined;
    expect(await client({}, 100).send(body)).toEqual({ kind: "unknown" });
    reply = (response) => response.destroy();
    expect(await client().send(body)).toEqual({ kind: "unknown" });
    answering(500, "{}");
    expect(await client().send(body)).toEqual({ kind: "unknown" });
    answering(202, "<html>");
    expect(await client().send(body)).toEqual({ kind: "unknown" });
  });
});

describe("an application", () => {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });

  it("signs with its own key, and messages are called back at the region's host", async () => {
    answering(202, "");
    const signed = client({ application: { id: "app-1", privateKeyPem: privateKey } });
    expect(await signed.revoke("m/1")).toBe(true);
    expect(seen[0]).toMatchObject({ method: "PATCH", url: "/api/sandbox/region/v1/messages/m%2F1" });
    expect(seen[0]?.body).toEqual({ status: "revoked" });
    const token = seen[0]?.authorization.replace("Bearer ", "") ?? "";

    const { payload, protectedHeader } = await jwtVerify(token, createPublicKey(publicKey));
    expect(protectedHeader).toMatchObject({ alg: "RS256", typ: "JWT" });
    expect(payload).toMatchObject({ application_id: "app-1" });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(900);
  });

  it("a refused or impossible call-back is false, not an error", async () => {
    answering(422, "{}");
    expect(await client().revoke("m-1")).toBe(false);
    expect(await client({ regionUrl: "http://127.0.0.1:1" }).revoke("m-1")).toBe(false);
  });
});
