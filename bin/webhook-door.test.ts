import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isTakenAtTheDoor } from "@/bin/webhook-door";

const secret = "x".repeat(32);
const settings = {
  CASCADE_URL: "http://localhost:3000",
  NEXTAUTH_URL: "http://localhost:3000",
  NEXTAUTH_SECRET: secret,
  CASCADE_LINK_SECRET: secret,
  VAPID_PUBLIC_KEY: "x",
  SANDBOX_API_KEY: "key",
  SANDBOX_API_SECRET: secret,
  SANDBOX_SIGNATURE_SECRET: secret,
};
const workspace = "01a20b4c-e42b-7855-8483-75eebac250fa";
const webhook = `/api/webhooks/vonage/${workspace}/status`;

let server: Server;
beforeAll(async () => {
  Object.assign(process.env, settings);
  server = createServer((incoming, outgoing) => {
    if (isTakenAtTheDoor(incoming, outgoing)) return;
    // Stands for the framework.
    incoming.resume();
    outgoing.writeHead(299).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => server.close());

function ask(method: string, path: string, headers: Record<string, string>, body = ""): Promise<number> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, method, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.once("error", reject);
    asked.end(body);
  });
}

describe("the door for webhooks", () => {
  it("takes webhooks, and refuses the unsigned ones itself", async () => {
    expect(await ask("POST", webhook, { "content-length": "2" }, "{}")).toBe(401);
    expect(await ask("POST", webhook.replace("status", "inbound"), { "content-length": "2" }, "{}")).toBe(401);
  });

  it("leaves everything else to the framework: other addresses, methods, and bodies of unknown or great length", async () => {
    const length = { "content-length": "2" };
    expect(await ask("POST", `${webhook}/more`, length, "{}")).toBe(299);
    expect(await ask("POST", webhook.replace(workspace, "x"), length, "{}")).toBe(299);
    expect(await ask("POST", "/api/sandbox/v1/messages", length, "{}")).toBe(299);
    expect(await ask("GET", webhook, {})).toBe(299);
    expect(await ask("POST", webhook, { "transfer-encoding": "chunked" }, "{}")).toBe(299);
    const long = " ".repeat(256 * 1024 + 1);
    expect(await ask("POST", webhook, { "content-length": String(long.length) }, long)).toBe(299);
  });
});
