import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningPostgres, startPostgres } from "@/bin/postgres";
import { isAlive, signal, waitUntilGone } from "@/bin/processes";

let dataDir: string;
let server: RunningPostgres;

async function ask(url: string, run: (sql: postgres.Sql) => Promise<unknown>): Promise<unknown> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await run(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "cascade-postgres-"));
  // mkdtemp makes a folder for its owner only; as root the server's account has to walk through it.
  chmodSync(dataDir, 0o711);
  server = await startPostgres({ dataDir, settings: { shared_buffers: "16MB" } });
});

afterAll(async () => {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe("the private PostgreSQL", () => {
  test("listens on loopback only, asks for a password, and sorts by code point in every place", async () => {
    const [row] = (await ask(
      server.url,
      (sql) => sql`
        select current_setting('listen_addresses') as listen, current_setting('unix_socket_directories') as sockets,
          (select datlocprovider::text || datlocale from pg_database where datname = 'cascade') as locale`,
    )) as { listen: string; sockets: string; locale: string }[];
    expect(row).toEqual({ listen: "127.0.0.1", sockets: "", locale: "bC.UTF-8" });
    const stranger = server.url.replace(/:[^:@]+@/, ":guess@");
    await expect(ask(stranger, (sql) => sql`select 1`)).rejects.toThrow(/password authentication failed/);
    expect(statSync(join(dataDir, "credentials.json")).mode & 0o777).toBe(0o600);
  });

  test("keeps what was committed before kill -9, and starts again on the same address", async () => {
    await ask(server.url, (sql) => sql`create table kept as select 7 as n`);
    const { pid, url } = server;
    signal(pid, "SIGKILL");
    await server.exited;
    server = await startPostgres({ dataDir, settings: { shared_buffers: "16MB" } });
    expect(server.url).toBe(url);
    expect(await ask(server.url, (sql) => sql`select n from kept`)).toEqual([{ n: 7 }]);
  });

  test("a server that does not answer after its start is ended and started again", async () => {
    await server.stop();
    const hanging = join(dataDir, "cluster", "postgresql.auto.conf");
    const usual = readFileSync(hanging, "utf8");
    // Takes connections and leaves them waiting.
    writeFileSync(hanging, `${usual}\npre_auth_delay = 60\n`);
    const notes: string[] = [];
    const note = (sentence: string) => {
      notes.push(sentence);
      writeFileSync(hanging, usual);
    };
    server = await startPostgres({ dataDir, settings: { shared_buffers: "16MB" }, startPatienceMs: 4_000, note });
    expect(notes).toEqual(["The database does not answer 4 seconds after its start; it is ended and started again."]);
    expect(await ask(server.url, (sql) => sql`select 1 as n`)).toEqual([{ n: 1 }]);
  });

  test("a server left by a killed launcher is stopped and replaced", async () => {
    const orphan = server;
    server = await startPostgres({ dataDir, settings: { shared_buffers: "16MB" } });
    expect(await waitUntilGone(orphan.pid, 1000)).toBe(true);
    expect(isAlive(server.pid)).toBe(true);
    expect(await ask(server.url, (sql) => sql`select n from kept`)).toEqual([{ n: 7 }]);
  });

  test("a lock file whose id now belongs to another program does not block the start", async () => {
    await server.stop();
    writeFileSync(join(dataDir, "cluster", "postmaster.pid"), `${process.pid}\n`);
    server = await startPostgres({ dataDir, settings: { shared_buffers: "16MB" } });
    expect(await ask(server.url, (sql) => sql`select n from kept`)).toEqual([{ n: 7 }]);
  });
});
