import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";

type Tx = Pick<Database, "execute">;

/** A limit of money, and whose. */
export interface Budget {
  /** The campaign, or the workspace. */
  scopeId: string;
  /** The month of a workspace's budget, as YYYY-MM; empty for a campaign's. */
  period: string;
  limitMicros: number;
}

/**
 * Locks budgets until the transaction ends and says what is left of each. Money that came free since is taken in first.
 * Always in the same order, so that two batches never wait for each other crosswise.
 */
export async function lockBudgets(tx: Tx, workspaceId: string, budgets: readonly Budget[]): Promise<number[]> {
  if (budgets.length === 0) return [];
  const json = JSON.stringify(budgets);
  const wanted = sql`jsonb_to_recordset(${json}::text::jsonb) as w("scopeId" uuid, period text, "limitMicros" bigint)`;
  // A month's budget may be set when the month has begun: what was sent before counts. Campaigns get theirs at launch.
  await tx.execute(sql`
    insert into budget (scope_id, period, workspace_id, committed_micros)
    select w."scopeId", w.period, ${workspaceId}::uuid, coalesce((
      select sum(coalesce(d.cost_micros, d.estimated_micros, d.reserved_micros, 0)) from workspace s
      join campaign c on c.workspace_id = s.id and c.launch_requested_at is not null
        and (c.finished_at is null
          or to_char(c.finished_at at time zone (s.settings ->> 'timeZone'), 'YYYY-MM') >= w.period)
      join delivery d on d.campaign_id = c.id and d.state not in ('rejected', 'cancelled')
        and to_char(d.created_at at time zone (s.settings ->> 'timeZone'), 'YYYY-MM') = w.period
      where s.id = w."scopeId" and s.id = ${workspaceId}), 0)
    from ${wanted}
    where not exists (select 1 from budget b where b.scope_id = w."scopeId" and b.period = w.period)
    order by 1, 2
    on conflict do nothing`);
  await tx.execute(sql`
    select 1 from budget b join ${wanted} on b.scope_id = w."scopeId" and b.period = w.period
    where b.workspace_id = ${workspaceId} order by b.scope_id, b.period for update of b`);
  // Only now: a statement sees what was there when it began, and the lock may have taken a while to get.
  const rows = await tx.execute<{ scopeId: string; period: string; left: string }>(sql`
    with free as (
      delete from budget_release f using ${wanted} where f.scope_id = w."scopeId" and f.period = w.period
      returning f.scope_id, f.period, f.micros
    ), sums as (
      select scope_id, period, sum(micros) as micros from free group by 1, 2
    )
    update budget b set committed_micros = b.committed_micros - coalesce(
      (select micros from sums s where s.scope_id = b.scope_id and s.period = b.period), 0)
    from ${wanted} where b.scope_id = w."scopeId" and b.period = w.period and b.workspace_id = ${workspaceId}
    returning b.scope_id as "scopeId", b.period, w."limitMicros" - b.committed_micros as left`);
  return budgets.map(({ scopeId, period }) => {
    const row = rows.find((each) => each.scopeId === scopeId && each.period === period);
    return Number(row?.left ?? 0);
  });
}

/** Takes what a batch is going to cost out of budgets that `lockBudgets` holds: the whole batch in one statement. */
export async function commitMoney(
  tx: Tx,
  workspaceId: string,
  budgets: readonly Budget[],
  micros: number,
): Promise<void> {
  if (budgets.length === 0 || micros === 0) return;
  const taken = await tx.execute(sql`
    update budget b set committed_micros = b.committed_micros + ${micros}::bigint
    from jsonb_to_recordset(${JSON.stringify(budgets)}::text::jsonb)
      as w("scopeId" uuid, period text, "limitMicros" bigint)
    where b.scope_id = w."scopeId" and b.period = w.period and b.workspace_id = ${workspaceId}
      and b.committed_micros + ${micros}::bigint <= w."limitMicros"
    returning 1`);
  if (taken.length < budgets.length) throw new Error("a batch was to cost more than its budgets have left");
}

/** Spent or promised under the budget of a workspace for a month, as YYYY-MM; null while nothing was sent under one. */
export async function committedInMonth(db: Tx, workspaceId: string, month: string): Promise<number | null> {
  const [row] = await db.execute<{ committed: string }>(sql`
    select b.committed_micros - coalesce((
      select sum(f.micros) from budget_release f where f.scope_id = b.scope_id and f.period = b.period), 0) as committed
    from budget b where b.scope_id = ${workspaceId} and b.workspace_id = ${workspaceId} and b.period = ${month}`);
  return row === undefined ? null : Number(row.committed);
}
