/**
 * The other end of the keeping loop: keeps each receipt before it is answered, those that come together in one statement,
 * and notes what became of its message. Believes everybody: no signature is checked.
 */
import { createServer } from "node:http";
import postgres from "postgres";
import { z } from "zod";
import { byKey } from "@/bench/by-key";

const receiptSchema = z.object({ message_uuid: z.string(), client_ref: z.string(), status: z.string() });

const [port, databaseUrl = ""] = process.argv.slice(2);
const statementsMax = 2;
const sql = postgres(databaseUrl, { max: statementsMax, connection: byKey });

interface Waiting {
  body: string;
  answer: () => void;
}
let waiting: Waiting[] = [];
let storing = 0;

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const answer = () => {
      response.writeHead(200, { "Content-Length": 0 });
      response.end();
    };
    waiting.push({ body: Buffer.concat(chunks).toString("utf8"), answer });
    setImmediate(() => void drain());
  });
});
server.keepAliveTimeout = 60_000;
process.on("disconnect", () => process.exit(0));
server.listen(Number(port), "127.0.0.1", () => process.send?.({ type: "ready" }));

async function drain(): Promise<void> {
  if (waiting.length === 0 || storing >= statementsMax) return;
  const taken = waiting;
  waiting = [];
  storing += 1;
  const rows = taken.map(({ body }) => {
    const { message_uuid, client_ref, status } = receiptSchema.parse(JSON.parse(body));
    return { key: `${message_uuid}:${status}`, id: client_ref, status, body };
  });
  await sql`
    with e as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as e(key text, id uuid, status text, body text)),
    stored as (
      insert into kept_receipt (key, body) select key, body from e order by key on conflict (key) do nothing)
    update kept_message m set state = e.status from e where m.id = e.id and e.status <> 'submitted'`;
  for (const { answer } of taken) answer();
  storing -= 1;
  await drain();
}
