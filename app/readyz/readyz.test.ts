import "next/dist/server/node-environment-baseline";

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serverDatabase } from "@/app/_server/request.fixtures";
import { readReadiness } from "@/app/readyz/read-readiness";
import { createDatabase } from "@/db/client";
import { endBeat, recordBeat } from "@/db/queries/health";
import type { TestDatabase } from "@/db/testing";
import { notReady } from "@/lib/health/not-ready";

let database: TestDatabase;
let folder: string;
const now = new Date("2026-03-01T12:00:00Z");
const id = "0197a000-0000-7000-8000-000000000001";

beforeAll(async () => {
  database = await serverDatabase();
  folder = mkdtempSync(join(tmpdir(), "cascade-ready-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database.end();
});

const beat = (secondsAgo: number) =>
  recordBeat(database.db, {
    ...{ id, startedAt: now, beatAt: new Date(now.getTime() - secondsAgo * 1000) },
    ...{ cpuMs: 1, residentBytes: 1, heapBytes: 1, loopDelayP99Ms: 1 },
  });
const missing = async (blobs = folder) => {
  process.env.CASCADE_BLOBS = blobs;
  const { db, sql } = database;
  return notReady(await readReadiness(db, sql, now));
};

test("ready means: tables of this version, a worker that lives, and a disk that takes files", async () => {
  expect(await missing()).toEqual(["No worker has been heard of: nothing is sent and no receipt is applied."]);
  await beat(3);
  expect(await missing()).toEqual([]);
  await beat(40);
  expect(await missing()).toEqual(["The worker has been silent for 40 s: nothing is sent and no receipt is applied."]);
  await endBeat(database.db, id);
  expect(await missing()).toHaveLength(1);
});

test("tables that are older than the program are named, and so is a database that does not answer", async () => {
  await beat(0);
  const { db, sql } = database;
  await sql`update drizzle.__drizzle_migrations set created_at = created_at - 1000000000`;
  expect(await missing()).toEqual(["The database's tables are older than this program: start it with npm start."]);
  await sql`update drizzle.__drizzle_migrations set created_at = created_at + 1000000000`;
  const away = createDatabase("postgres://nobody@127.0.0.1:9/none", { connectionsMax: 1 });
  expect(notReady(await readReadiness(db, away.sql, now))).toEqual(["The database does not answer."]);
  await away.end();
});
