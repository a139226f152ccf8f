import { createHash, randomUUID } from "node:crypto";
import type { Sql } from "postgres";
import { z } from "zod";
import { callScope } from "./caller";
import { jsonbText } from "./json-text";

const EVENTS_MAX = 5_000;

const sent = z.object({
  id: z.string().min(1).max(256).nullish(),
  name: z
    .string()
    .min(1)
    .max(256)
    .regex(/^(?!inngest\/)/, "names under inngest/ belong to the engine"),
  data: z.record(z.string(), z.unknown()).nullish(),
  ts: z.number().nullish(),
});
const envelope = z.union([z.array(sent).max(EVENTS_MAX), sent.transform((event) => [event])]);

/** The event origin that a client of the local engine is given; nothing listens there. */
export const LOCAL_ORIGIN = "http://engine.invalid";

/**
 * A `fetch` for the SDK's client that takes its events straight into the engine's table. An event sent without an id
 * from inside a step gets one made of the run and the step, so that a step that runs twice sends it once.
 */
export function engineFetch(sql: () => Sql, now: () => Date): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const { origin, pathname } = new URL(request.url);
    if (request.method !== "POST" || origin !== LOCAL_ORIGIN || !pathname.startsWith("/e/")) {
      return Response.json({ error: `${pathname} is not supported by the local engine`, status: 404 }, { status: 404 });
    }
    const parsed = envelope.safeParse(await request.json());
    if (!parsed.success) return Response.json({ error: z.prettifyError(parsed.error), status: 400 }, { status: 400 });
    const nextId = idSource();
    const events = parsed.data.map((event) => ({ ...event, id: event.id ?? nextId() }));
    await sql()`select engine.enqueue(${jsonbText(events)}::text::jsonb, ${now().toISOString()}::timestamptz)`;
    return Response.json({ ids: events.map((event) => event.id), status: 200 });
  };
}

function idSource(): () => string {
  const scope = callScope.getStore();
  if (!scope) return randomUUID;
  return () => {
    const seed = `${scope.runId}:${scope.stepsDone}:${scope.eventsSent++}`;
    return createHash("sha256").update(seed).digest("hex").slice(0, 32);
  };
}
