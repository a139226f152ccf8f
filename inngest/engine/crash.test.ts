import postgres, { type Sql } from "postgres";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "@/db/testing";
import type { Engine } from "./engine";
import { ensureSchema } from "./schema";
import { emptyTables, MINUTE, World } from "./world.fixtures";

let database: TestDatabase;
let sql: Sql;

beforeAll(async () => {
  database = await testDatabase();
  sql = postgres(database.url, { max: 6, onnotice: () => undefined });
  await ensureSchema(sql);
});
beforeEach(() => emptyTables(sql));
afterAll(async () => {
  await sql.end();
  await database.end();
});

/** A pool that stops answering for ever before its statement number `statement`, BEGIN and COMMIT included. */
function dyingSql(
  url: string,
  statement: number,
): {
  sql: Sql;
  death: Promise<void>;
  isDead: () => boolean;
  used: () => number;
} {
  const real = postgres(url, { max: 3, onnotice: () => undefined, fetch_types: false });
  let used = 0;
  let die: () => void = () => undefined;
  const death = new Promise<void>((resolve) => {
    die = resolve;
  });
  const survive = (): Promise<void> | undefined => {
    if (used++ < statement) return undefined;
    die();
    return new Promise<never>(() => undefined);
  };
  const wrap = <Target extends object>(target: Target): Target =>
    new Proxy(target, {
      apply: (fn, self, args) => survive() ?? Reflect.apply(fn as never, self, args),
      get: (object, name) => {
        if (name === "unsafe") return (text: string) => survive() ?? (object as Sql).unsafe(text);
        if (name !== "begin") return Reflect.get(object, name);
        return async (work: (tx: object) => Promise<unknown>) => {
          await survive();
          return (object as Sql).begin(async (tx) => {
            const result = await work(wrap(tx));
            await survive();
            return result;
          });
        };
      },
    });
  return { sql: wrap(real), death, isDead: () => used > statement, used: () => used };
}

/** Steps, a retry, events sent, a caught failure, a failure with its handler, a limit, a cancellation. */
function scenario(world: World, done: (what: string) => unknown) {
  const { client } = world;
  return [
    client.createFunction({ id: "parent", retries: 1, triggers: [{ event: "t/go" }] }, async ({ step, attempt }) => {
      const one = await step.run("one", () => {
        done("one");
        return 1;
      });
      await step.sendEvent("fan out", [
        { name: "t/child", data: { n: 1 } },
        { name: "t/child", data: { n: 2 } },
        { name: "t/hangs", data: {} },
      ]);
      await step.sleep("a while", "10m");
      await step.sendEvent("stop", { name: "t/stop", data: {} });
      await step.run("flaky", () => {
        done(`flaky ${attempt}`);
        if (attempt === 0) throw new Error("once");
      });
      return one;
    }),
    client.createFunction(
      {
        id: "child",
        retries: 0,
        triggers: [{ event: "t/child" }],
        concurrency: { limit: 1 },
        onFailure: async ({ step }) => {
          await step.run("heard", () => done("heard"));
          return 0;
        },
      },
      async ({ step, event }) => {
        const caught = await step
          .run("fails", () => {
            throw new Error("no");
          })
          .catch(() => "caught");
        if (event.data.n === 2) throw new Error("uncaught");
        return caught;
      },
    ),
    client.createFunction(
      { id: "hangs", triggers: [{ event: "t/hangs" }], cancelOn: [{ event: "t/stop" }] },
      async ({ step }) => {
        await step.sleep("long", "1d");
      },
    ),
    client.createFunction({ id: "hourly", triggers: [{ cron: "0 * * * *" }] }, async () => {
      done("tick");
      return 0;
    }),
  ];
}

/** Lets time pass from one due job to the next until nothing is left to do. */
async function runDown(engine: Engine, world: World): Promise<void> {
  for (;;) {
    await engine.tick();
    const dueInMs = await world.nextDueInMs();
    if (dueInMs === undefined) return;
    world.pass(Math.max(dueInMs, 0));
  }
}

async function finalState(world: World) {
  const outcomes = async (id: string) =>
    (await world.runs(id)).map(({ status, output }) => {
      const { message } = (output ?? {}) as { message?: string };
      return `${status} ${message ?? JSON.stringify(output)}`;
    });
  return {
    parent: await outcomes("parent"),
    child: (await outcomes("child")).sort(),
    heard: await outcomes("child-failure"),
    hangs: await outcomes("hangs"),
    hourly: await outcomes("hourly"),
    sent: (await sql`select name from engine.event order by seq`).map((row) => row.name).sort(),
    jobs: (await sql`select from engine.job`).length,
    waiting: (await sql`select from engine.event where processed_at is null`).length,
  };
}

test("a crash before any statement changes neither the outcome of a run nor the number of events", async () => {
  const whole = await live(Number.POSITIVE_INFINITY);
  expect(whole.state).toEqual({
    parent: ["completed 1"],
    child: ['completed "caught"', "failed uncaught"],
    heard: ["completed 0"],
    hangs: ["cancelled null"],
    hourly: ["completed 0"],
    sent: ["inngest/function.failed", "t/child", "t/child", "t/go", "t/hangs", "t/stop"],
    jobs: 0,
    waiting: 0,
  });
  expect(whole.effects.sort()).toEqual(["flaky 0", "flaky 1", "heard", "one", "tick"]);
  expect(whole.statements).toBeGreaterThan(50);
  for (let statement = 0; statement < whole.statements; statement++) {
    const { state, effects } = await live(statement);
    expect(state, `after a crash before statement ${statement}`).toEqual(whole.state);
    for (const what of whole.effects) {
      const times = effects.filter((effect) => effect === what).length;
      expect([1, 2], `"${what}" after a crash before statement ${statement}`).toContain(times);
    }
  }
}, 120_000);

/** One life that dies before its statement number `statement`, then a second one to the end. */
async function live(statement: number) {
  await emptyTables(sql);
  const effects: string[] = [];
  const dying = dyingSql(database.url, statement);
  const [doomed, world] = [new World(dying.sql), new World(sql)];
  await world.send("t/go", {}, "the event");
  const first = doomed
    .engine(
      scenario(doomed, (what) => dying.isDead() || effects.push(what)),
      { owner: "worker" },
    )
    .then((engine) => runDown(engine, doomed));
  await Promise.race([first.catch(() => undefined), dying.death]);
  const statements = dying.used();
  await dying.sql.end({ timeout: 0 });

  world.now = new Date(doomed.now.getTime() + MINUTE);
  const engine = await world.engine(
    scenario(world, (what) => effects.push(what)),
    { owner: "worker" },
  );
  await runDown(engine, world);
  return { state: await finalState(world), effects, statements };
}
