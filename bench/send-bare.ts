import { join } from "node:path";
import postgres from "postgres";
import { type HelperProcess, startHelper } from "@/bench/helper-process";
import { startStub } from "@/bench/start-stub";
import { type StubSettings, stubReportSchema } from "@/bench/stub-messages";
import { freePort } from "@/bin/ports";
import { startPostgres } from "@/bin/postgres";
import { pause } from "@/bin/processes";

export interface BareSend {
  /** Holds the bodies, one a line. */
  bodiesFile: string;
  messages: number;
  concurrency: number;
  /** How the provider behaved towards the app. */
  provider: Partial<StubSettings>;
}

/** Sends the same bodies to the same provider, its receipts to a server that only answers 200. In seconds. */
export async function sendBare(bare: BareSend, secrets: Record<string, string>): Promise<number> {
  const serverPort = await freePort();
  const server = await startHelper("bench/bare-server.ts", [String(serverPort)]);
  const loop = await startHelper("bench/bare-loop.ts");
  try {
    return await timeLoop(loop, {}, serverPort, bare, secrets);
  } finally {
    for (const helper of [loop, server]) helper.stop();
  }
}

/**
 * Sends them again, from a loop that keeps each message and each receipt in a database of its own in `dataDir`, and does
 * nothing else. In seconds.
 */
export async function sendKeeping(bare: BareSend, secrets: Record<string, string>, dataDir: string): Promise<number> {
  const database = await startPostgres({ dataDir: join(dataDir, "keeping") });
  const helpers: HelperProcess[] = [];
  try {
    await makeTables(database.url);
    const serverPort = await freePort();
    helpers.push(await startHelper("bench/keeping-server.ts", [String(serverPort), database.url]));
    const loop = await startHelper("bench/keeping-loop.ts");
    helpers.push(loop);
    return await timeLoop(loop, { databaseUrl: database.url }, serverPort, bare, secrets);
  } finally {
    for (const helper of helpers) helper.stop();
    await database.stop();
  }
}

async function makeTables(databaseUrl: string): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1 });
  await sql`create table kept_message (id uuid primary key, body text not null, state text not null, provider_id text)`;
  await sql`create table kept_receipt (key text primary key, body text not null)`;
  await sql.end();
}

/** Until the provider has every message and got rid of every receipt. */
async function timeLoop(
  loop: HelperProcess,
  more: object,
  serverPort: number,
  { bodiesFile, messages, concurrency, provider }: BareSend,
  secrets: Record<string, string>,
): Promise<number> {
  const stub = await startStub(secrets, { ...provider, receiptsTo: `http://127.0.0.1:${serverPort}/` });
  try {
    await loop.ask({ bodiesFile });
    const startedAt = performance.now();
    await loop.ask({ origin: stub.url, path: "/v1/messages", concurrency, ...more });
    for (;;) {
      const { received, receiptsOpen } = stubReportSchema.parse(await stub.ask("counts"));
      if (received >= messages && receiptsOpen === 0) break;
      await pause(20);
    }
    return (performance.now() - startedAt) / 1000;
  } finally {
    stub.stop();
  }
}
