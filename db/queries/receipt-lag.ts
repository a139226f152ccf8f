import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { besideKey } from "@/db/queries/beside-key";

/** What was last seen holds for so long. When the provider is silent for longer, that is no proof of anything. */
const memorySeconds = 60;

/**
 * What is looked through: the latest receipts, and the last few of each second before. A campaign that is all sent has
 * only "delivered" come in, thousands of them, and the last report that tells something may lie behind all of those.
 */
const receiptsLatest = 200;
const receiptsPerSecond = 8;

/** So many of the latest reports are judged by: the time they span is short when much is reported. */
const reportsMax = 15;

/**
 * Fewer prove nothing. A provider is late when more is reported than our door takes in, and then there are hundreds; a
 * small installation sees one or two reports in a minute, and one that was posted again after a restart must not make
 * everybody wait. Of five, three have to be late.
 */
const reportsMin = 5;

/**
 * How many seconds late the provider tells what happens to messages, by our own clock alone: of each message we recorded
 * ourselves when it was taken, and the provider reports the same as "submitted". It is the median of the latest such
 * reports; 0 when the last minute brought too few.
 *
 * Of all workspaces together: they share a provider's queue and our door. Nothing of one is told to another by that.
 * Where web server and worker are two machines, their clocks have to agree within a few seconds: ladders wait as much
 * longer as the first is ahead.
 */
export async function receiptLagSeconds(db: Pick<Database, "execute">, now: Date): Promise<number> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const [row] = await db.execute<{ reports: number; seconds: number | null }>(sql`
    with latest as materialized (
      select id, workspace_id, kind, body, received_at from receipt order by id desc limit ${receiptsLatest}
    ), newest as (
      -- An id begins with the milliseconds of its making. Those of the newest are the clock here: what says when a
      -- receipt came in may be the time of a story that is played through.
      select ('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint as made_ms
      from latest order by id desc limit 1
    ), seen as (
      select * from latest
      union all
      select before.* from newest
      cross join generate_series(1, ${memorySeconds}::int) as ago
      cross join lateral (
        select id, workspace_id, kind, body, received_at from receipt
        where id <= (lpad(to_hex(greatest(newest.made_ms - ago * 1000, 0)), 12, '0') || repeat('f', 20))::uuid
        order by id desc limit ${receiptsPerSecond}) before
    ), told as materialized (
      -- Each message once, when it was first told of. What is told again is told of long ago.
      select workspace_id, body ->> 'client_ref' as ref, min(received_at) as received_at from seen
      where kind = 'status' and received_at > ${at} - make_interval(secs => ${memorySeconds}) and received_at <= ${at}
        and body ->> 'status' = 'submitted'
        -- What was posted may be anything: only what can be read as an id goes on to be read as one.
        and pg_input_is_valid(body ->> 'client_ref', 'uuid')
      group by 1, 2 order by 3 desc limit ${reportsMax}
    ), measured as (
      select min(told.received_at) - d.accepted_at as lag
      from told cross join lateral (
        select id, accepted_at from delivery
        where id = told.ref::uuid and workspace_id = told.workspace_id
          -- With a lease beside it, the moment is what a receipt said: no record of ours.
          and ${besideKey(sql`accepted_at is not null and lease_until is null`)}
        offset 0) d
      group by d.id, d.accepted_at
    )
    select count(*)::int as reports, percentile_cont(0.5) within group (order by extract(epoch from lag)) as seconds
    from measured`);
  if (row === undefined || row.seconds === null || row.reports < reportsMin) return 0;
  return Math.max(0, row.seconds);
}
