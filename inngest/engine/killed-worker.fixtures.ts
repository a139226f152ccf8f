/** A worker to be killed: started with the address of a database, runs the engine until the end. */
import { openPool } from "./steady-pool";
import { World } from "./world.fixtures";

const [url] = process.argv.slice(2);
if (!url) throw new Error("needs the address of a database");

const sql = openPool(url, 6);
const world = new World(sql);
world.followRealTime();
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const walk = world.client.createFunction({ id: "walk", triggers: [{ event: "t/walk" }] }, async ({ event, step }) => {
  let sum = 0;
  for (let n = 0; n < 5; n++) {
    sum += await step.run(`step ${n}`, async () => {
      await pause(5);
      await sql`insert into effect (walker, step) values (${event.data.walker}, ${n})`;
      return n;
    });
    if (n === 2) await step.sendEvent("tell", { name: "t/told", data: { walker: event.data.walker } });
  }
  return sum;
});

const engine = world.unprepared([walk], { owner: "the worker", slots: 8 });
await engine.start();
