import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Sql } from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type TestDatabase, testDatabase } from "@/db/testing";
import type { Engine } from "./engine";
import { ensureSchema } from "./schema";
import { openPool } from "./steady-pool";
import { emptyTables, World } from "./world.fixtures";

/** So long that nothing in these tests can be the poll's doing. */
const NO_POLL = { pollMs: 600_000 };

let database: TestDatabase;
let sql: Sql;
let world: World;
let started: Engine[] = [];
const workers: ChildProcess[] = [];

beforeAll(async () => {
  database = await testDatabase();
  sql = openPool(database.url, 8);
  await ensureSchema(sql);
});
beforeEach(async () => {
  await emptyTables(sql);
  world = new World(sql);
  world.followRealTime();
});
afterEach(async () => {
  for (const engine of started) await engine.stop();
  started = [];
});
afterAll(async () => {
  for (const worker of workers) worker.kill("SIGKILL");
  rmSync(workerProgram, { force: true });
  await sql.end({ timeout: 1 });
  await database.end();
});

async function start(engine: Engine): Promise<Engine> {
  await engine.start();
  started.push(engine);
  return engine;
}

/** A promise that a function under test settles. */
function signal<Value = void>() {
  let settle: (value: Value) => void = () => undefined;
  const settled = new Promise<Value>((resolve) => {
    settle = resolve;
  });
  return { settle, settled };
}

test("an event that another process commits is acted on at once", async () => {
  const heard: ((at: number) => void)[] = [];
  const fn = world.client.createFunction({ id: "quick", triggers: [{ event: "t/go" }] }, async () =>
    heard.shift()?.(performance.now()),
  );
  await start(world.unprepared([fn], NO_POLL));
  const latenciesMs: number[] = [];
  for (let round = 0; round < 20; round++) {
    const { settle, settled } = signal<number>();
    heard.push(settle);
    const sentAt = performance.now();
    // In a transaction of somebody's own, as db/queries would.
    await database.sql.begin(
      (tx) => tx`select engine.enqueue('[{"name": "t/go"}]'::jsonb, ${new Date().toISOString()})`,
    );
    latenciesMs.push((await settled) - sentAt);
  }
  latenciesMs.sort((a, b) => a - b);
  // Under 20 ms on a quiet machine; other tests may keep this one busy.
  expect(latenciesMs[10]).toBeLessThan(150);
});

test("a sleep ends by its own timer", async () => {
  const { settle, settled } = signal();
  const fn = world.client.createFunction({ id: "nap", triggers: [{ event: "t/go" }] }, async ({ step }) => {
    await step.sleep("nap", "1s");
    settle();
  });
  await start(world.unprepared([fn], NO_POLL));
  const sentAt = performance.now();
  await world.send("t/go");
  await settled;
  expect(performance.now() - sentAt).toBeGreaterThanOrEqual(999);
});

test("stopping lets a running step end and starts no other", async () => {
  const begun = signal();
  const mayEnd = signal();
  let later = 0;
  const fn = world.client.createFunction({ id: "slow", triggers: [{ event: "t/go" }] }, async ({ step }) => {
    await step.run("slow", async () => {
      begun.settle();
      await mayEnd.settled;
    });
    await step.run("later", () => later++);
  });
  const engine = await start(world.unprepared([fn], NO_POLL));
  await world.send("t/go");
  await begun.settled;
  const stopped = engine.stop();
  mayEnd.settle();
  await stopped;
  expect(later).toBe(0);
  expect(await sql`select from engine.step`).toHaveLength(1);
  expect(await sql`select from engine.job where lease_until is null`).toHaveLength(1);
});

test("a look that outlasts the stop takes no event from whoever comes after", async () => {
  const [looking, mayLook] = [signal(), signal()];
  const slow = new Proxy(sql, {
    apply: async (target, self, parts: Parameters<Sql>) => {
      const rows = await Reflect.apply(target, self, parts);
      if (rows[0]?.events_wait === true) {
        looking.settle();
        await mayLook.settled;
      }
      return rows;
    },
  });
  const old = world.client.createFunction({ id: "old", triggers: [{ event: "t/old" }] }, () => undefined);
  const leaving = await start(world.unprepared([old], { ...NO_POLL, sql: slow }));
  await world.send("t/new");
  await looking.settled;
  await leaving.stop(0);
  mayLook.settle();
  const heard = signal();
  const next = world.client.createFunction({ id: "next", triggers: [{ event: "t/new" }] }, () => heard.settle());
  await start(world.unprepared([next], NO_POLL));
  await heard.settled;
  expect(await world.runs("next")).toHaveLength(1);
});

test("a database that drops every connection during a step costs no second run of that step", async () => {
  let runs = 0;
  const ended = signal();
  const fn = world.client.createFunction({ id: "cut", triggers: [{ event: "t/go" }] }, async ({ step }) => {
    await step.run("cut", async () => {
      runs++;
      await database.sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`;
    });
    ended.settle();
  });
  await start(world.unprepared([fn], { ...NO_POLL, pollMs: 100 }));
  await world.send("t/go");
  await ended.settled;
  expect(runs).toBe(1);
  // Our own connections were cut as well: the next test begins when we have heard of it.
  await vi.waitFor(async () => expect(await sql`select 1`).toHaveLength(1));
});

test("kill -9 again and again: every run ends right, every event is sent once", async () => {
  const WALKERS = 40;
  await buildWorker();
  await sql`create table effect (walker integer not null, step integer not null)`;
  await world.client.send(Array.from({ length: WALKERS }, (_, walker) => ({ name: "t/walk", data: { walker } })));
  const count = async () => Number((await sql`select count(*) from effect`)[0]?.count);
  for (const effects of [1, 25, 70, 120, 160]) {
    const worker = spawnWorker();
    await vi.waitFor(async () => expect(await count()).toBeGreaterThanOrEqual(effects), {
      timeout: 20_000,
      interval: 2,
    });
    worker.kill("SIGKILL");
    await once(worker, "exit");
  }
  const last = spawnWorker();
  await vi.waitFor(
    async () => expect(await sql`select from engine.run where status = 'completed'`).toHaveLength(WALKERS),
    { timeout: 20_000, interval: 20 },
  );
  last.kill("SIGKILL");
  await once(last, "exit");
  expect((await world.runs("walk")).every(({ output }) => output === 10)).toBe(true);
  expect(await sql`select distinct walker, step from effect`).toHaveLength(WALKERS * 5);
  // At least once: only what was running when a worker died, eight at a time, may have run again.
  expect(await count()).toBeLessThanOrEqual(WALKERS * 5 + 5 * 8);
  expect(await sql`select from engine.event where name = 't/told'`).toHaveLength(WALKERS);
});

const workerProgram = fileURLToPath(new URL(`../../.cache/killed-worker-${process.pid}.mjs`, import.meta.url));

/** Ahead: of many processes that translate their sources while they read them, one hangs in the loader now and then. */
async function buildWorker(): Promise<void> {
  const source = fileURLToPath(new URL("killed-worker.fixtures.ts", import.meta.url));
  await build({
    ...{ entryPoints: [source], outfile: workerProgram, bundle: true, packages: "external" },
    ...{ platform: "node", format: "esm", target: "node20.9", logLevel: "error" },
  });
}

function spawnWorker(): ChildProcess {
  const worker = spawn(process.execPath, [workerProgram, database.url], { stdio: ["ignore", "ignore", "inherit"] });
  workers.push(worker);
  return worker;
}
