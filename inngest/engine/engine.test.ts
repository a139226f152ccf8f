import { NonRetriableError, RetryAfterError } from "inngest";
import postgres, { type Sql } from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { ensureSchema } from "./schema";
import { emptyTables, HOUR, MINUTE, SECOND, World } from "./world.fixtures";

let database: TestDatabase;
let sql: Sql;
let world: World;

beforeAll(async () => {
  database = await testDatabase();
  sql = postgres(database.url, { max: 6, onnotice: () => undefined });
  await ensureSchema(sql);
});
beforeEach(async () => {
  await emptyTables(sql);
  world = new World(sql);
});
afterAll(async () => {
  await sql.end();
  await database.end();
});

const boom = (message: string) => () => {
  throw new Error(message);
};

describe("runs", () => {
  test("go through their steps once each, in order, and sleep without holding anything", async () => {
    const calls: string[] = [];
    const journey = world.client.createFunction({ id: "journey", triggers: [{ event: "t/go" }] }, async ({ step }) => {
      const one = await step.run("one", () => calls.push("one"));
      await step.sleep("a day", "24h");
      const two = await step.run("two", () => calls.push("two"));
      await step.sleepUntil("a moment", new Date("2026-03-05T00:00:00Z"));
      await step.run("same", () => calls.push("three"));
      await step.run("same", () => calls.push("four"));
      return { one, two };
    });
    const engine = await world.engine([journey]);
    await world.send("t/go");
    await engine.tick();
    expect(calls).toEqual(["one"]);
    expect(await world.nextDueInMs()).toBe(24 * HOUR);
    world.pass(24 * HOUR - 1);
    await engine.tick();
    expect(calls).toEqual(["one"]);
    world.pass(1);
    await engine.tick();
    expect(calls).toEqual(["one", "two"]);
    world.now = new Date("2026-03-05T00:00:00Z");
    await engine.tick();
    expect(calls).toEqual(["one", "two", "three", "four"]);
    expect(await world.runs("journey")).toEqual([{ status: "completed", output: { one: 1, two: 2 } }]);
    expect(await sql`select from engine.step`).toHaveLength(0);
  });

  test("start for each event whose condition holds, one run even with two matching triggers", async () => {
    const triggers = [{ event: "t/go", if: "event.data.n > 1" }, { event: "t/go" }, { event: "t/other" }];
    const both = world.client.createFunction(
      { id: "both", triggers },
      async ({ event: { data } }) => (data as { n: number }).n,
    );
    const some = world.client.createFunction(
      { id: "some", triggers: [{ event: "t/go", if: "event.data.n > 1" }] },
      async ({ event }) => event.data.n,
    );
    const engine = await world.engine([both, some]);
    await world.send("t/go", { n: 1 });
    await world.send("t/go", { n: 2 });
    await world.send("t/nobody", { n: 3 });
    await engine.tick();
    expect((await world.runs("both")).map((run) => run.output)).toEqual([1, 2]);
    expect((await world.runs("some")).map((run) => run.output)).toEqual([2]);
  });

  test("keep characters that PostgreSQL's jsonb refuses", async () => {
    const odd = "a\u0000b\ud800c";
    const echo = world.client.createFunction({ id: "odd", triggers: [{ event: "t/odd" }] }, async ({ step, event }) => {
      return [event.data.text, await step.run("one", () => odd)];
    });
    const engine = await world.engine([echo]);
    await world.send("t/odd", { text: odd });
    await engine.tick();
    expect(await world.runs("odd")).toEqual([{ status: "completed", output: ["a\ufffdb\ufffdc", odd] }]);
  });

  test("of a function that is gone fail visibly, after a deploy had its time", async () => {
    const old = world.client.createFunction({ id: "old", triggers: [{ event: "t/go" }] }, ({ step }) =>
      step.sleep("a", "1h"),
    );
    const before = await world.engine([old]);
    await world.send("t/go");
    await before.tick();
    const after = await world.engine([]);
    world.pass(HOUR + 9 * MINUTE);
    await after.tick();
    expect((await world.runs("old"))[0]?.status).toBe("running");
    world.pass(2 * MINUTE);
    await after.tick();
    expect(await world.runs("old")).toMatchObject([{ status: "failed", output: { name: "UnknownFunction" } }]);
  });
});

describe("retries", () => {
  test("wait longer each time, are counted per step, and end in an error the function may catch", async () => {
    const attempts: string[] = [];
    const flaky = world.client.createFunction(
      { id: "flaky", retries: 2, triggers: [{ event: "t/go" }] },
      async ({ step, attempt }) => {
        await step.run("first", () => {
          attempts.push(`first ${attempt}`);
          if (attempt === 0) throw new Error("once");
        });
        return step
          .run("second", () => {
            attempts.push(`second ${attempt}`);
            throw new TypeError("always");
          })
          .catch((error: Error) => `caught ${error.message}`);
      },
    );
    const engine = await world.engine([flaky]);
    await world.send("t/go");
    await engine.tick();
    const waits: (number | undefined)[] = [];
    for (let wait = await world.nextDueInMs(); wait !== undefined; wait = await world.nextDueInMs()) {
      waits.push(wait);
      world.pass(wait);
      await engine.tick();
    }
    expect(waits).toEqual([15 * SECOND, 15 * SECOND, 30 * SECOND]);
    expect(attempts).toEqual(["first 0", "first 1", "second 0", "second 1", "second 2"]);
    expect(await world.runs("flaky")).toEqual([{ status: "completed", output: "caught always" }]);
  });

  test("of the whole function come back to the same place, then the run fails", async () => {
    let stepRuns = 0;
    const broken = world.client.createFunction(
      { id: "broken", retries: 1, triggers: [{ event: "t/go" }] },
      async ({ step }) => {
        await step.run("one", () => stepRuns++);
        throw new Error("outside a step");
      },
    );
    const engine = await world.engine([broken]);
    await world.send("t/go");
    await engine.tick();
    world.pass(15 * SECOND);
    await engine.tick();
    expect(await world.runs("broken")).toMatchObject([{ status: "failed", output: { message: "outside a step" } }]);
    expect(stepRuns).toBe(1);
  });

  test("obey Retry-After, and NonRetriableError ends them", async () => {
    const busy = world.client.createFunction({ id: "busy", triggers: [{ event: "t/go" }] }, ({ step, attempt }) =>
      step.run("one", () => {
        if (attempt === 0) throw new RetryAfterError("busy", "90s");
        throw new NonRetriableError("never");
      }),
    );
    const engine = await world.engine([busy]);
    await world.send("t/go");
    await engine.tick();
    expect(await world.nextDueInMs()).toBe(90 * SECOND);
    world.pass(90 * SECOND);
    await engine.tick();
    expect(await world.runs("busy")).toMatchObject([{ status: "failed", output: { message: "never" } }]);
  });

  test("are not spent on calls that did not reach the functions", async () => {
    const attempts: number[] = [];
    const fn = world.client.createFunction({ id: "far", retries: 0, triggers: [{ event: "t/go" }] }, ({ attempt }) =>
      attempts.push(attempt),
    );
    const cut = await world.engine([fn]);
    // The key of the functions changes under the engine, as in a deploy that goes wrong.
    const stranger = world.unprepared([fn], { signingKey: "signkey-test-0000" });
    Object.assign(stranger, { functions: Reflect.get(cut, "functions"), limits: Reflect.get(cut, "limits") });
    Object.assign(stranger, { runner: { ...Reflect.get(cut, "runner"), caller: Reflect.get(stranger, "caller") } });
    await world.send("t/go");
    for (let round = 0; round < 8; round++) {
      await stranger.tick();
      world.pass(30 * SECOND);
    }
    expect(world.problems).toContain("a call did not reach the functions");
    expect((await world.runs("far"))[0]?.status).toBe("running");
    await cut.tick();
    expect(attempts).toEqual([0]);
    expect((await world.runs("far"))[0]?.status).toBe("completed");
  });
});

describe("onFailure", () => {
  test("runs once, with the error and the event, and its own failure starts no other", async () => {
    const heard: unknown[] = [];
    const failing = world.client.createFunction(
      {
        id: "failing",
        retries: 0,
        triggers: [{ event: "t/go" }],
        onFailure: async ({ error, event, step }) => {
          await step.run("note", () => heard.push([error.message, event.data.event.data, event.data.function_id]));
          throw new NonRetriableError("the handler fails too");
        },
      },
      boom("no"),
    );
    const other = world.client.createFunction(
      { id: "other", retries: 0, triggers: [{ event: "t/go" }], onFailure: () => heard.push("other") },
      async () => "fine",
    );
    const engine = await world.engine([failing, other]);
    await world.send("t/go", { n: 7 });
    await engine.tick();
    expect(heard).toEqual([["no", { n: 7 }, "test-failing"]]);
    expect(await world.runs("failing-failure")).toMatchObject([{ status: "failed" }]);
    expect(await world.runs("other-failure")).toEqual([]);
  });
});

describe("once", () => {
  test("an event id counts once in 24 hours", async () => {
    const fn = world.client.createFunction({ id: "once", triggers: [{ event: "t/go" }] }, async () => "ran");
    const engine = await world.engine([fn]);
    await world.client.send([
      { id: "same", name: "t/go", data: {} },
      { id: "same", name: "t/go", data: {} },
    ]);
    await world.send("t/go", {}, "same");
    await engine.tick();
    world.pass(24 * HOUR - 1);
    await world.send("t/go", {}, "same");
    await engine.tick();
    expect(await world.runs("once")).toHaveLength(1);
    world.pass(1);
    await world.send("t/go", {}, "same");
    await engine.tick();
    expect(await world.runs("once")).toHaveLength(2);
  });

  test("an idempotency key starts one run in 24 hours, each value its own; a missing value is no key", async () => {
    const fn = world.client.createFunction(
      { id: "idem", idempotency: "event.data.cart", triggers: [{ event: "t/go" }] },
      async ({ event }) => event.data.n,
    );
    const engine = await world.engine([fn]);
    await world.send("t/go", { cart: "a", n: 1 });
    await world.send("t/go", { cart: "a", n: 2 });
    await world.send("t/go", { cart: "b", n: 3 });
    await engine.tick();
    await world.send("t/go", { cart: "a", n: 4 });
    await world.send("t/go", { n: 5 });
    await world.send("t/go", { n: 6 });
    await engine.tick();
    world.pass(24 * HOUR);
    await world.send("t/go", { cart: "a", n: 7 });
    await engine.tick();
    expect((await world.runs("idem")).map((run) => run.output)).toEqual([1, 3, 5, 6, 7]);
  });

  test("a step that sends events and then runs again sends them once", async () => {
    let failing = true;
    const sender = world.client.createFunction({ id: "sender", triggers: [{ event: "t/go" }] }, async ({ step }) => {
      await step.run("before", () => 1);
      await step.sendEvent("tell", [
        { name: "t/told", data: { n: 1 } },
        { name: "t/told", data: { n: 2 } },
      ]);
      await step.run("send by hand", async () => {
        await world.client.send({ name: "t/told", data: { n: 3 } });
        if (failing) throw new Error("after the send");
      });
    });
    const engine = await world.engine([sender]);
    await world.send("t/go");
    await engine.tick();
    failing = false;
    world.pass(15 * SECOND);
    await engine.tick();
    expect((await world.runs("sender"))[0]?.status).toBe("completed");
    const told = await sql`select body -> 'data' -> 'n' as n from engine.event where name = 't/told' order by seq`;
    expect(told.map((row) => row.n)).toEqual([1, 2, 3]);
  });

  test("events under the engine's own names are refused", async () => {
    await expect(world.client.send({ name: "inngest/function.failed", data: {} })).rejects.toThrow();
    expect(await sql`select from engine.event`).toHaveLength(0);
  });
});

describe("cancelOn", () => {
  function waiting() {
    return world.client.createFunction(
      {
        id: "waiting",
        triggers: [{ event: "t/go" }],
        cancelOn: [{ event: "t/stop", if: "event.data.id == async.data.id", timeout: "2h" }],
      },
      async ({ step, event }) => {
        await step.sleep("wait", event.data.wait ?? "1h");
        return "not cancelled";
      },
    );
  }

  test("ends the runs that match, and only those that began before", async () => {
    const engine = await world.engine([waiting()]);
    await world.send("t/go", { id: "a" });
    await world.send("t/go", { id: "b" });
    await world.send("t/stop", { id: "a" });
    await world.send("t/go", { id: "a", wait: "30m" });
    await engine.tick();
    world.pass(HOUR);
    await engine.tick();
    await world.send("t/stop", { id: "b" });
    await engine.tick();
    expect((await world.runs("waiting")).map((run) => run.status)).toEqual(["cancelled", "completed", "completed"]);
    expect(await sql`select from engine.job`).toHaveLength(0);
  });

  test("no longer listens after its timeout", async () => {
    const engine = await world.engine([waiting()]);
    await world.send("t/go", { id: "a", wait: "4h" });
    await engine.tick();
    world.pass(2 * HOUR + 1);
    await world.send("t/stop", { id: "a" });
    await engine.tick();
    world.pass(2 * HOUR);
    await engine.tick();
    expect((await world.runs("waiting")).map((run) => run.status)).toEqual(["completed"]);
  });

  test("lets a running step end, and discards what it gave", async () => {
    let after = 0;
    const busy = world.client.createFunction(
      { id: "busy", triggers: [{ event: "t/go" }], cancelOn: [{ event: "t/stop" }] },
      async ({ step }) => {
        await step.run("long", async () => {
          await world.send("t/stop");
          await (await world.engine([busy])).tick();
        });
        await step.run("after", () => after++);
      },
    );
    const engine = await world.engine([busy]);
    await world.send("t/go");
    await engine.tick();
    expect(await world.runs("busy")).toEqual([{ status: "cancelled", output: null }]);
    expect(after).toBe(0);
    expect(await sql`select from engine.step`).toHaveLength(0);
  });
});

describe("concurrency", () => {
  test("a limit per key holds exactly over two engines, and other keys are not held up", async () => {
    const running = new Map<string, number>();
    const highest = new Map<string, number>();
    const fn = world.client.createFunction(
      {
        id: "limited",
        triggers: [{ event: "t/go" }],
        concurrency: [{ limit: 3, key: "event.data.tenant" }, { limit: 5 }],
      },
      async ({ step, event }) => {
        for (const name of ["one", "two"]) {
          await step.run(name, async () => {
            for (const key of [event.data.tenant, "all"]) {
              running.set(key, (running.get(key) ?? 0) + 1);
              highest.set(key, Math.max(highest.get(key) ?? 0, running.get(key) ?? 0));
            }
            await new Promise((resolve) => setImmediate(resolve));
            for (const key of [event.data.tenant, "all"]) running.set(key, (running.get(key) ?? 0) - 1);
          });
        }
      },
    );
    const engines = [await world.engine([fn]), await world.engine([fn])];
    const tenants = ["a", "a", "a", "b", "c"];
    await world.client.send(
      Array.from({ length: 60 }, (_, n) => ({ name: "t/go", data: { tenant: tenants[n % 5] ?? "" } })),
    );
    for (let round = 0; round < 4; round++) await Promise.all(engines.map((engine) => engine.tick()));
    expect((await world.runs("limited")).every((run) => run.status === "completed")).toBe(true);
    expect(highest.get("a")).toBe(3);
    expect(highest.get("all")).toBe(5);
    expect(highest.get("b")).toBeGreaterThan(0);
  });

  test("a sleeping run holds no place", async () => {
    const fn = world.client.createFunction(
      { id: "sleepy", triggers: [{ event: "t/go" }], concurrency: 1 },
      async ({ step }) => {
        await step.sleep("long", "1h");
      },
    );
    const engine = await world.engine([fn]);
    await world.send("t/go");
    await world.send("t/go");
    await engine.tick();
    expect(await sql`select from engine.step`).toHaveLength(2);
  });
});

describe("cron", () => {
  test("a tick runs once over two engines, and a night without engines starts no storm", async () => {
    const ticks: string[] = [];
    const fn = world.client.createFunction(
      { id: "ticking", triggers: [{ cron: "TZ=Europe/Dublin */10 * * * *" }] },
      async ({ event }) => ticks.push(`${event.name} ${new Date(event.ts ?? 0).toISOString()}`),
    );
    world.now = new Date("2026-03-02T09:55:30Z");
    const engines = [await world.engine([fn]), await world.engine([fn])];
    const tickAll = () => Promise.all(engines.map((engine) => engine.tick()));
    await tickAll();
    expect(ticks).toEqual([]);
    for (let minute = 0; minute < 12; minute++) {
      world.pass(MINUTE);
      await tickAll();
    }
    expect(ticks).toEqual(["inngest/scheduled.timer 2026-03-02T10:00:00.000Z"]);
    world.pass(8 * HOUR);
    await tickAll();
    expect(ticks).toHaveLength(1);
    world.pass(5 * MINUTE);
    await tickAll();
    expect(ticks).toHaveLength(2);
    // A restart right after a tick does not repeat it.
    await (await world.engine([fn])).tick();
    expect(ticks).toHaveLength(2);
  });
});

describe("housekeeping", () => {
  test("ended runs and handled events go after the retention time, in bounded bites; waiting ones stay", async () => {
    const fn = world.client.createFunction({ id: "short", triggers: [{ event: "t/go" }] }, async () => "done");
    const long = world.client.createFunction({ id: "long", triggers: [{ event: "t/long" }] }, ({ step }) =>
      step.sleep("a", "60d"),
    );
    const engine = await world.engine([fn, long], { retentionDays: 3 });
    await world.client.send(Array.from({ length: 1_200 }, () => ({ name: "t/none", data: {} })));
    await world.send("t/go");
    await world.send("t/long");
    await engine.tick();
    world.pass(3 * 24 * HOUR + MINUTE);
    await engine.tick();
    const counts = async () => [
      (await sql`select from engine.event`).length,
      (await sql`select from engine.run`).length,
      (await sql`select from engine.once`).length,
    ];
    expect(await counts()).toEqual([202, 1, 202]);
    await engine.tick();
    expect(await counts()).toEqual([0, 1, 0]);
  });

  test("a refused configuration stops the engine before it runs anything", async () => {
    const fn = world.client.createFunction(
      { id: "throttled", triggers: [{ event: "t/go" }], throttle: { limit: 1, period: "1m" } },
      async () => "ran",
    );
    await expect(world.engine([fn])).rejects.toThrow(/test-throttled: throttle is not supported/);
  });
});
