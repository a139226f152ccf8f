import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, openSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { type Connection, createDatabase } from "@/db/client";
import { migrate } from "@/db/migrate";

export interface TestDatabase extends Connection {
  url: string;
}

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const MIGRATIONS_FOLDER = join(ROOT, "db", "migrations");
const TEMPLATE_LOCK = 4_217_030_002;
const START_PATIENCE_MS = 90_000;

/** Where the shared test server of this working copy lives; outside it, so that root's server user can reach it. */
function testServerFolder(): string {
  const owner = createHash("sha256")
    .update(`${ROOT}:${process.getuid?.() ?? 0}`)
    .digest("hex")
    .slice(0, 12);
  return join(tmpdir(), `cascade-test-postgres-${owner}`);
}

/**
 * A migrated, empty database of its own for one test file: copied from a template in a fraction of a second, dropped by
 * `end()`. Uses the server named by CASCADE_TEST_DATABASE_URL, or one shared by all test runs of this working copy,
 * started on demand and gone by itself soon after the last run that used it.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const server = process.env.CASCADE_TEST_DATABASE_URL ?? (await sharedServer());
  const admin = postgres(server, { max: 1, onnotice: () => undefined });
  const name = `t_${process.pid}_${randomBytes(6).toString("hex")}`;
  try {
    const template = await migratedTemplate(admin, server);
    await admin`create database ${admin(name)} template ${admin(template)}`;
  } finally {
    await admin.end({ timeout: 5 });
  }
  const url = databaseUrl(server, name);
  const connection = createDatabase(url, { connectionsMax: 5 });
  const end = async () => {
    await connection.end();
    const cleaner = postgres(server, { max: 1, onnotice: () => undefined });
    await cleaner`drop database if exists ${cleaner(name)} with (force)`;
    await cleaner.end({ timeout: 5 });
  };
  return { ...connection, url, end };
}

/** The template is named by what is in the migrations folder: a new migration makes a new template. */
async function migratedTemplate(admin: postgres.Sql, server: string): Promise<string> {
  const hash = createHash("sha256");
  for (const file of readdirSync(MIGRATIONS_FOLDER, { recursive: true, encoding: "utf8" }).sort()) {
    const path = join(MIGRATIONS_FOLDER, file);
    if (statSync(path).isFile()) hash.update(file).update("\0").update(readFileSync(path));
  }
  const name = `template_${hash.digest("hex").slice(0, 16)}`;
  const exists = async () => (await admin`select 1 from pg_database where datname = ${name}`).length > 0;
  if (await exists()) return name;

  await admin`select pg_advisory_lock(${TEMPLATE_LOCK}::bigint)`;
  try {
    if (await exists()) return name;
    // Made under another name first: a run that is killed half-way must not leave a half migrated template.
    const unfinished = `${name}_unfinished`;
    await admin`drop database if exists ${admin(unfinished)} with (force)`;
    await admin`create database ${admin(unfinished)}`;
    await migrate(databaseUrl(server, unfinished));
    await admin`alter database ${admin(unfinished)} rename to ${admin(name)}`;
    return name;
  } finally {
    await admin`select pg_advisory_unlock(${TEMPLATE_LOCK}::bigint)`;
  }
}

function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** Registers this process as a user of the shared server, and waits for the address its keeper writes down. */
async function sharedServer(): Promise<string> {
  const folder = testServerFolder();
  const users = join(folder, "users");
  mkdirSync(users, { recursive: true, mode: 0o711 });
  // Registered before the address is read; the keeper looks again after it has withdrawn the address.
  writeFileSync(join(users, String(process.pid)), "");
  const addressFile = join(folder, "address");
  const deadline = Date.now() + START_PATIENCE_MS;
  for (let attempt = 0; Date.now() < deadline; attempt++) {
    const url = existsSync(addressFile) ? readFileSync(addressFile, "utf8").trim() : "";
    if (url !== "" && (await answers(url))) return url;
    // Any number of keepers may be started: the first to take the lock keeps the server, the others leave.
    if (attempt % 50 === 0) startKeeper(folder);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The test database did not start; see ${join(folder, "keeper.log")}`);
}

function startKeeper(folder: string): void {
  const log = openSync(join(folder, "keeper.log"), "a", 0o600);
  const keeper = spawn(process.execPath, ["--import", "tsx", join(ROOT, "bin", "test-postgres.ts"), folder], {
    cwd: ROOT,
    detached: true,
    stdio: ["ignore", log, log],
    env: { ...process.env, NODE_OPTIONS: "" },
  });
  keeper.unref();
}

async function answers(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => undefined });
  try {
    await sql`select 1`;
    return true;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}
