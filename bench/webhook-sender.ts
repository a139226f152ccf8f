/**
 * Posts signed status webhooks as fast as they are taken, from a process of its own. Asked over IPC; everything is made
 * and signed before the clock starts.
 */
import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { Pool } from "undici";
import { signWebhook } from "@/bench/sign-webhook";
import { type SendingTask, sendingTaskSchema } from "@/bench/webhook-task";

process.on("message", (message) => {
  void post(sendingTaskSchema.parse(message)).then((sent) => process.send?.(sent));
});
process.on("disconnect", () => process.exit(0));
process.send?.({ type: "ready" });

async function post({ origin, path, connections, account, refs, isChunked }: SendingTask) {
  const posts = refs.flatMap((ref) => ["submitted", "delivered"].map((status) => webhook(ref, status)));
  const authorized = posts.map((body) => ({ body, authorization: signWebhook(body, account) }));
  const pool = new Pool(origin, { connections, pipelining: 1 });
  let next = 0;
  let refused = 0;
  const lane = async () => {
    for (let each = authorized[next++]; each !== undefined; each = authorized[next++]) {
      const { body, authorization } = each;
      const answer = await pool.request({
        path,
        method: "POST",
        headers: { "content-type": "application/json", authorization },
        // A body of unknown length goes in chunks.
        body: isChunked ? Readable.from([Buffer.from(body)]) : body,
      });
      await answer.body.dump();
      if (answer.statusCode !== 200) refused += 1;
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: connections }, lane));
  const seconds = (performance.now() - startedAt) / 1000;
  await pool.close();
  return { posts: posts.length, seconds, refused };
}

function webhook(ref: string, status: string): string {
  return JSON.stringify({
    ...{ message_uuid: randomUUID(), to: "447700900000", from: "447700900001", timestamp: new Date().toISOString() },
    ...{ status, channel: "sms", client_ref: ref, usage: { currency: "EUR", price: "0.0333" } },
    ...{ destination: { network_code: "23410" }, sms: { count_total: "2" } },
  });
}
