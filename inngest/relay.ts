import type { Sql } from "postgres";
import { arrayText } from "@/inngest/engine/array-text";

const EVENTS_MAX = 100;

/** An event as it is stored. */
interface StoredEvent {
  id: string;
  name: string;
  data: Record<string, unknown>;
  ts: number;
}

/**
 * Forwards stored events to a real Inngest server; returns how many. An event that was sent but not marked (a crash,
 * a second worker) is sent again under the same id, which the server takes once.
 */
export async function relayEvents(
  sql: Sql,
  send: (events: StoredEvent[]) => Promise<unknown>,
  now: Date,
): Promise<number> {
  const rows = await sql<{ seq: string; body: StoredEvent }[]>`
    select seq::text, body from engine.event where processed_at is null order by seq limit ${EVENTS_MAX}`;
  if (rows.length === 0) return 0;
  await send(rows.map(({ body: { id, name, data, ts } }) => ({ id, name, data, ts })));
  await sql`update engine.event set processed_at = ${now.toISOString()}
    where seq = any (${arrayText(rows.map((row) => row.seq))}::text::bigint[])`;
  return rows.length;
}
