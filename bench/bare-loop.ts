/**
 * The other half of the ceiling: posts bodies that are ready, with the HTTP client and the concurrency of the app, from
 * one process. No database, no rendering. Asked over IPC with `{url, concurrency, bodies}`.
 */
import { Pool } from "undici";
import { z } from "zod";

const taskSchema = z.object({
  origin: z.string(),
  path: z.string(),
  concurrency: z.number(),
  bodies: z.array(z.string()),
});

process.on("message", (message) => {
  void loop(taskSchema.parse(message)).then(() => process.send?.({ type: "done" }));
});
process.on("disconnect", () => process.exit(0));
process.send?.({ type: "ready" });

async function loop({ origin, path, concurrency, bodies }: z.infer<typeof taskSchema>): Promise<void> {
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
