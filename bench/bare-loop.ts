/**
 * The other half of the ceiling: posts bodies that are ready, with the HTTP client and the concurrency of the app, from
 * one process. No database, no rendering. Asked over IPC with `{bodiesFile}` first and then with what to do with them.
 */
import { z } from "zod";
import { type Provider, poster, readBodies } from "@/bench/ready-bodies";

const questionSchema = z.union([
  z.object({ bodiesFile: z.string() }),
  z.object({ origin: z.string(), path: z.string(), concurrency: z.number() }),
]);

let bodies: string[] = [];

process.on("message", (message) => {
  const question = questionSchema.parse(message);
  const work = "bodiesFile" in question ? load(question.bodiesFile) : loop(question);
  void work.then(() => process.send?.({ type: "done" }));
});
process.on("disconnect", () => process.exit(0));
process.send?.({ type: "ready" });

async function load(path: string): Promise<void> {
  bodies = await readBodies(path);
}

async function loop(provider: Provider): Promise<void> {
  const post = poster(provider);
  let next = 0;
  const lane = async () => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) await post(body);
  };
  await Promise.all(Array.from({ length: provider.concurrency }, lane));
}
