import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";

/** What a background function did within a day. */
export interface FunctionFacts {
  functionId: string;
  /** When a run of it last ended well; null when none did. */
  lastDoneAt: Date | null;
  failed: number;
  lastFailedAt: Date | null;
  running: number;
  /** Runs that are due for minutes and that nobody takes on. */
  stuck: number;
}

const stuckAfterMs = 120_000;
const dayMs = 24 * 3_600_000;

/** Every function that ran within a day or is running. Null where an Inngest server of its own runs them. */
export async function functionFacts(db: Database, now: Date): Promise<FunctionFacts[] | null> {
  if (!(await hasEngine(db))) return null;
  const since = new Date(now.getTime() - dayMs).toISOString();
  const stuckBefore = new Date(now.getTime() - stuckAfterMs).toISOString();
  const rows = await db.execute<Record<string, unknown>>(sql`
    with ended as (
      select function_id, max(ended_at) filter (where status = 'completed') as done_at,
        count(*) filter (where status = 'failed') as failed, max(ended_at) filter (where status = 'failed') as failed_at
      from engine.run where ended_at >= ${since}::timestamptz group by 1
    ), open as (
      select function_id, count(*) as running,
        count(*) filter (where due_at < ${stuckBefore}::timestamptz
          and (lease_until is null or lease_until < ${stuckBefore}::timestamptz)) as stuck
      from engine.job group by 1
    )
    select coalesce(ended.function_id, open.function_id) as "functionId", done_at as "lastDoneAt",
      coalesce(failed, 0)::int as failed, failed_at as "lastFailedAt", coalesce(running, 0)::int as running,
      coalesce(stuck, 0)::int as stuck
    from ended full join open on open.function_id = ended.function_id order by 1`);
  return rows.map((row) => {
    const facts = row as unknown as FunctionFacts;
    return { ...facts, lastDoneAt: moment(row.lastDoneAt), lastFailedAt: moment(row.lastFailedAt) };
  });
}

/** A run of this workspace's own work that failed. */
export interface FailedRun {
  runId: string;
  functionId: string;
  endedAt: Date;
  /** The kind of the error. Its message stays out: it may quote what the run worked on. */
  error: string;
  /** Whether somebody had it run again. */
  isRetried: boolean;
}

const failedRunsMax = 20;

/** The latest failed runs whose event names this workspace. */
export async function failedRuns(db: Database, workspaceId: string, now: Date): Promise<FailedRun[]> {
  if (!(await hasEngine(db))) return [];
  const since = new Date(now.getTime() - dayMs).toISOString();
  const rows = await db.execute<Record<string, unknown>>(sql`
    select id as "runId", function_id as "functionId", ended_at as "endedAt",
      coalesce(left(output ->> 'name', 60), 'Error') as error,
      exists (select 1 from engine.once o where o.key = 'event:' || ${retryPrefix} || r.id::text) as "isRetried"
    from engine.run r
    where ended_at >= ${since}::timestamptz and status = 'failed' and event #>> '{data,workspaceId}' = ${workspaceId}
    order by ended_at desc limit ${failedRunsMax}`);
  return rows.map((row) => ({ ...(row as unknown as FailedRun), endedAt: new Date(row.endedAt as string | Date) }));
}

const retryPrefix = "retry:";

/**
 * Has a failed run of this workspace run again, from its beginning: every function may be repeated without harm.
 * However often it is asked for within a day, it happens once. False when there is no such run.
 */
export async function retryRun(
  tx: Pick<Database, "execute">,
  workspaceId: string,
  runId: string,
  now: Date,
): Promise<boolean> {
  const [row] = await tx.execute<{ done: boolean }>(sql`
    select engine.enqueue(jsonb_build_array(
      (event - 'id' - 'ts') || jsonb_build_object('id', ${retryPrefix}::text || id::text)), ${now.toISOString()}::timestamptz) is not null as done
    from engine.run
    where id = ${runId} and status = 'failed' and event #>> '{data,workspaceId}' = ${workspaceId}`);
  return row !== undefined;
}

async function hasEngine(db: Pick<Database, "execute">): Promise<boolean> {
  const [row] = await db.execute<{ exists: boolean }>(sql`select to_regclass('engine.job') is not null as exists`);
  return row?.exists === true;
}

function moment(value: unknown): Date | null {
  return value == null ? null : new Date(value as string | Date);
}
