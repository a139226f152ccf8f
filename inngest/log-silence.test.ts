import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { appendConsentEvents } from "@/db/queries/consent";
import {
  epoch,
  makeCampaign,
  makeDelivery,
  makePerson,
  makeWorkspace,
  testMessage,
} from "@/db/queries/people.fixtures";
import { storeReceipts } from "@/db/queries/receipts";
import { arm } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";

const secretWords = "Sapphire rendezvous";
const linkSecret = "link-secret-of-this-test-0123456789";
const apiSecret = "api-secret-of-this-test-0123456789";

let database: TestDatabase;
let provider: Server;
let worker: ChildProcess | undefined;
let folder: string;
let log = "";
let asked = 0;
const phones: string[] = [];

/** Fails in every way a provider can, each time saying back what it was sent. */
function failingProvider(): Server {
  return createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      asked += 1;
      const status = [401, 422, 500, 503, 429, 400][asked % 7];
      if (status === undefined) return request.socket.destroy();
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify({ type: "https://x.example/#1150", title: body, detail: `cannot send ${body}` }));
    });
  });
}

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  folder = mkdtempSync(join(tmpdir(), "cascade-log-"));
  provider = failingProvider().listen(0, "127.0.0.1");
  await once(provider, "listening");
  const { port } = provider.address() as AddressInfo;
  const workspaceId = await makeWorkspace(db);
  const rungs = [{ id: "1", channels: ["sms" as const], waitSeconds: 60, success: "delivered" as const }];
  const campaignId = await makeCampaign(db, workspaceId, { rungs });
  const [text, ...rest] = testMessage.blocks;
  if (text?.kind !== "text") throw new Error("the message begins with a text");
  const words = { style: "plain" as const, children: [{ type: "text" as const, text: secretWords, marks: [] }] };
  const message = { blocks: [{ ...text, paragraphs: [words, ...text.paragraphs] }, ...rest] };
  await db.update(arm).set({ message }).where(eq(arm.campaignId, campaignId));
  for (let index = 0; index < 14; index += 1) {
    const person = await makePerson(db, workspaceId, { firstName: "Ludmila", country: "US" });
    phones.push(person.phone);
    await appendConsentEvents(db, [
      {
        ...{ workspaceId, contactId: person.contactId, channel: "*", topic: "*", status: "opted_in", source: "user" },
        ...{ proof: {}, at: epoch },
      },
    ]);
    await makeDelivery(db, person, campaignId, { channel: "sms" });
  }
  // An error of the database that quotes what somebody wrote to whom.
  await db.execute(
    sql.raw(`create function quote() returns trigger language plpgsql as $$
      begin raise exception 'cannot write ${secretWords} to ${phones[0]}'; end $$`),
  );
  await db.execute(sql`create trigger quote before update on receipt for each row execute function quote()`);
  await storeReceipts(db, [
    {
      ...{ workspaceId, provider: "vonage", kind: "status", dedupeKey: "1", receivedAt: epoch },
      body: { to: phones[0], text: secretWords },
    },
  ]);
  worker = spawn(process.execPath, ["--import", "tsx", "inngest/worker.ts"], {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    env: {
      ...{ PATH: process.env.PATH, NODE_ENV: "test", DATABASE_URL: database.url, CASCADE_BLOBS: folder },
      ...{ CASCADE_URL: "http://localhost:9", CASCADE_LINK_SECRET: linkSecret, FFMPEG_PATH: "" },
      ...{ VAPID_PUBLIC_KEY: "public", VAPID_PRIVATE_KEY: "private", SANDBOX_URL: `http://127.0.0.1:${port}` },
      ...{ SANDBOX_API_KEY: "key", SANDBOX_API_SECRET: apiSecret, SANDBOX_SIGNATURE_SECRET: apiSecret },
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [worker.stdout, worker.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      log += chunk;
    });
  }
});
afterAll(async () => {
  if (worker !== undefined && worker.exitCode === null) {
    worker.kill("SIGKILL");
    await once(worker, "exit");
  }
  provider.closeAllConnections();
  await new Promise((resolve) => provider.close(resolve));
  rmSync(folder, { recursive: true, force: true });
  await database.end();
});

test("a worker whose provider and database fail and quote what they were given logs no number, word, name or secret", {
  timeout: 90_000,
}, async () => {
  await expect
    .poll(() => asked >= 14 && log.includes("receipts could not be applied"), { timeout: 80_000, interval: 200 })
    .toBe(true);
  for (const secret of [...phones, secretWords, "Ludmila", linkSecret, apiSecret]) expect(log).not.toContain(secret);
  expect(log).not.toMatch(/authorization|Basic |Bearer /i);
  for (const line of log.trim().split("\n")) expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number) });
});
