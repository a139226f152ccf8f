/**
 * The other half of the ceiling: posts bodies that are ready, with the HTTP client and the concurrency of the app, from
 * one process. No database, no rendering. Asked over IPC with `{bodiesFile}` first and then with what to do with them.
 */
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { Pool } from "undici";
import { z } from "zod";

const questionSchema = z.union([
  z.object({ bodiesFile: z.string() }),
  z.object({ origin: z.string(), path: z.string(), concurrency: z.number() }),
]);

const bodies: string[] = [];

process.on("message", (message) => {
  const question = questionSchema.parse(message);
  const work = "bodiesFile" in question ? load(question.bodiesFile) : loop(question);
  void work.then(() => process.send?.({ type: "done" }));
});
process.on("disconnect", () => process.exit(0));
process.send?.({ type: "ready" });

async function load(path: string): Promise<void> {
  for await (const line of createInterface({ input: createReadStream(path) })) bodies.push(line);
}

async function loop({ origin, path, concurrency }: { origin: string; path: string; concurrency: number }) {
  const pool = new Pool(origin, { connections: concurrency, pipelining: 1 });
  let next = 0;
  const lane = async () => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) {
      const answer = await pool.request({
        path,
        method: "POST",
        headers: { "content-type": "application/json", authorization: "Basic YmVuY2g6YmVuY2g=" },
        body,
      });
      await answer.body.json();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
}
