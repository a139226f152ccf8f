/**
 * What nobody who keeps messages can do without, and nothing else: bodies that are ready are written down in sets before
 * they are posted, and the answers after. Decides nothing, compiles nothing, asks nobody's consent. Like the bare loop
 * asked over IPC, with `{bodiesFile}` first and then with what to do with them.
 */
import postgres from "postgres";
import { z } from "zod";
import { byKey } from "@/bench/by-key";
import { type Provider, poster, readBodies } from "@/bench/ready-bodies";

const questionSchema = z.union([
  z.object({ bodiesFile: z.string() }),
  z.object({ origin: z.string(), path: z.string(), concurrency: z.number(), databaseUrl: z.string() }),
]);
const bodySchema = z.object({ client_ref: z.string() });
const answerSchema = z.object({ message_uuid: z.string() });

/** As many as the app decides about at once. */
const setSize = 50;

interface Message {
  id: string;
  body: string;
}
let messages: Message[] = [];

process.on("message", (message) => {
  const question = questionSchema.parse(message);
  const work = "bodiesFile" in question ? load(question.bodiesFile) : loop(question, question.databaseUrl);
  void work.then(() => process.send?.({ type: "done" }));
});
process.on("disconnect", () => process.exit(0));
process.send?.({ type: "ready" });

async function load(path: string): Promise<void> {
  const bodies = await readBodies(path);
  messages = bodies.map((body) => ({ id: bodySchema.parse(JSON.parse(body)).client_ref, body }));
}

async function loop(provider: Provider, databaseUrl: string): Promise<void> {
  const post = poster(provider);
  // One set is written down while another is under way.
  const lanes = Math.max(2, Math.ceil((2 * provider.concurrency) / setSize));
  const sql = postgres(databaseUrl, { max: lanes });
  // As in the app, an answer does not wait for the disk: whoever crashes asks the provider again.
  const hurried = postgres(databaseUrl, { max: lanes, connection: { ...byKey, synchronous_commit: "off" } });
  let next = 0;
  const lane = async () => {
    while (next < messages.length) {
      const set = messages.slice(next, next + setSize);
      next += set.length;
      await sql`
        insert into kept_message (id, body, state)
        select id, body, 'sending' from jsonb_to_recordset(${JSON.stringify(set)}::text::jsonb) as e(id uuid, body text)`;
      const accepted = await Promise.all(
        set.map(async ({ id, body }) => ({ id, providerId: answerSchema.parse(await post(body)).message_uuid })),
      );
      await hurried`
        update kept_message m set state = 'accepted', provider_id = e."providerId"
        from jsonb_to_recordset(${JSON.stringify(accepted)}::text::jsonb) as e(id uuid, "providerId" text)
        where m.id = e.id`;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  await Promise.all([sql.end(), hurried.end()]);
}
