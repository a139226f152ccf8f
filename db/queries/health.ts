import { sql as statement } from "drizzle-orm";
import type { Database, Sql } from "@/db/client";
import journal from "@/db/migrations/meta/_journal.json" with { type: "json" };
import { processBeat, tally } from "@/db/schema/tables";

/** Whether the database takes a query. */
export async function databaseAnswers(sql: Sql): Promise<boolean> {
  try {
    await sql`select 1`;
    return true;
  } catch {
    return false;
  }
}

/** Whether every migration this program knows was carried out here; a newer database counts as well. */
export async function isMigrated(db: Database): Promise<boolean> {
  const newest = Math.max(...journal.entries.map(({ when }) => when));
  const [row] = await db.execute<{ at: string | null }>(
    statement`select max(created_at)::text as at from drizzle.__drizzle_migrations`,
  );
  return Number(row?.at ?? 0) >= newest;
}

/** How a process feels. */
export interface Beat {
  id: string;
  startedAt: Date;
  beatAt: Date;
  cpuMs: number;
  residentBytes: number;
  heapBytes: number;
  loopDelayP99Ms: number;
}

const forgottenAfterMs = 60 * 60_000;

/** A worker says that it lives. Those that have been silent for an hour are forgotten. */
export async function recordBeat(db: Pick<Database, "insert" | "execute">, beat: Beat): Promise<void> {
  const { id: _, startedAt: __, ...news } = beat;
  await db
    .insert(processBeat)
    .values({ ...beat, kind: "worker" })
    .onConflictDoUpdate({ target: processBeat.id, set: news });
  const before = new Date(beat.beatAt.getTime() - forgottenAfterMs);
  await db.execute(statement`delete from process_beat where beat_at < ${before.toISOString()}::timestamptz`);
}

/** A worker that stops in good order is no longer counted. */
export async function endBeat(db: Pick<Database, "execute">, id: string): Promise<void> {
  await db.execute(statement`delete from process_beat where id = ${id}`);
}

/** The workers heard of within the last hour, the latest first. */
export async function listBeats(db: Pick<Database, "execute">): Promise<Beat[]> {
  const rows = await db.execute<Record<string, unknown>>(statement`
    select id, started_at as "startedAt", beat_at as "beatAt", cpu_ms::float8 as "cpuMs",
      resident_bytes::float8 as "residentBytes", heap_bytes::float8 as "heapBytes", loop_delay_p99_ms as "loopDelayP99Ms"
    from process_beat where kind = 'worker' order by beat_at desc limit 1000`);
  return rows.map((row) => {
    const { startedAt, beatAt } = row as { startedAt: Date | string; beatAt: Date | string };
    return { ...(row as unknown as Beat), startedAt: new Date(startedAt), beatAt: new Date(beatAt) };
  });
}

export type TallyName = "receipts_applied" | "receipt_passes_failed";

/** Adds to counts that only grow. */
export async function addToTally(db: Pick<Database, "insert">, name: TallyName, count: number): Promise<void> {
  if (count === 0) return;
  await db
    .insert(tally)
    .values({ name, count })
    .onConflictDoUpdate({ target: tally.name, set: { count: statement`${tally.count} + excluded.count` } });
}
