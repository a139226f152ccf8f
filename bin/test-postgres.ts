/**
 * Keeps the PostgreSQL that tests share: `tsx bin/test-postgres.ts FOLDER`. Started by db/testing.ts, detached from the
 * run that happened to be first; ends itself, and its server, when no process registered in FOLDER/users is left.
 */
import { readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { takeLock } from "@/bin/file-lock";
import { startPostgres } from "@/bin/postgres";
import { isAlive, pause } from "@/bin/processes";

const IDLE_MS_MAX = 30_000;

const folder = process.argv[2];
if (folder === undefined) throw new Error("usage: tsx bin/test-postgres.ts FOLDER");
const lock = takeLock(join(folder, "keeper.lock"));
if (!("heldBy" in lock)) await keep(folder);

async function keep(home: string): Promise<void> {
  const server = await startPostgres({
    dataDir: join(home, "server"),
    // Test data may be lost with the machine; every test starts from nothing anyway.
    settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "400" },
  });
  const admin = server.url.replace(/\/cascade$/, "/postgres");
  await dropForgotten(admin);
  let stopping = false;
  for (const name of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
    process.once(name, () => {
      stopping = true;
    });
  }
  void server.exited.then(() => {
    stopping = true;
  });
  const addressFile = join(home, "address");
  do {
    writeFileSync(`${addressFile}.new`, admin, { mode: 0o600 });
    renameSync(`${addressFile}.new`, addressFile);
    for (let idleSince = Date.now(); !stopping && Date.now() - idleSince < IDLE_MS_MAX; await pause(500)) {
      if (hasUsers(join(home, "users"))) idleSince = Date.now();
    }
    rmSync(addressFile, { force: true });
    // Somebody may have registered and read the address just before it was withdrawn.
  } while (!stopping && hasUsers(join(home, "users")));
  await server.stop();
  if (!("heldBy" in lock)) lock.release();
  process.exit(0);
}

function hasUsers(users: string): boolean {
  const living = readdirSync(users).filter((name) => {
    if (isAlive(Number(name))) return true;
    rmSync(join(users, name), { force: true });
    return false;
  });
  return living.length > 0;
}

/** Databases of runs that were killed, and templates of migrations that have changed since. */
async function dropForgotten(admin: string): Promise<void> {
  const sql = postgres(admin, { max: 1, onnotice: () => undefined });
  const rows = await sql<{ datname: string }[]>`
    select datname from pg_database where datname like 't\\_%' or datname like 'template\\_%'`;
  for (const { datname } of rows) await sql`drop database if exists ${sql(datname)} with (force)`;
  await sql.end({ timeout: 5 });
}
