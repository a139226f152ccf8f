import { and, eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Database } from "@/db/client";
import { appendAudit } from "@/db/queries/audit";
import { promoPool, workspace } from "@/db/schema/tables";
import { codesPerPoolMax, type PromoPoolItem, poolsMax } from "@/lib/promo/pool-form";

/** Who changes a list, and when. */
export interface PoolChange {
  workspaceId: string;
  userId: string;
  now: Date;
}

/** The lists of a workspace by name, with how many codes are left and given. */
export async function listPromoPools(db: Pick<Database, "execute">, workspaceId: string): Promise<PromoPoolItem[]> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    select p.id, p.name, count(c.code) filter (where c.assigned_at is null)::int as left,
      count(c.code) filter (where c.assigned_at is not null)::int as given
    from promo_pool p left join promo_code c on c.pool_id = p.id
    where p.workspace_id = ${workspaceId} group by p.id, p.name order by lower(p.name), p.id`);
  return rows.map((row) => row as unknown as PromoPoolItem);
}

/**
 * The lists of a workspace by name, with how many codes are left, counted up to `countedMax`: every opening of the
 * composer asks, and a list may hold a million. `poolIds`: only these.
 */
export async function freeCodesOf(
  db: Pick<Database, "execute">,
  workspaceId: string,
  { poolIds, countedMax }: { poolIds?: readonly string[]; countedMax: number },
): Promise<Omit<PromoPoolItem, "given">[]> {
  const named =
    poolIds === undefined
      ? sql`true`
      : sql`p.id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(poolIds)}::text::jsonb))`;
  const rows = await db.execute<Record<string, unknown>>(sql`
    select p.id, p.name, (select count(*)::int from (
      select from promo_code c where c.pool_id = p.id and c.assigned_at is null limit ${countedMax}) counted) as left
    from promo_pool p where p.workspace_id = ${workspaceId} and ${named} order by lower(p.name), p.id`);
  return rows.map((row) => row as unknown as Omit<PromoPoolItem, "given">);
}

export type AddedPool = { kind: "added"; poolId: string } | { kind: "exists" } | { kind: "too_many" };

/** Makes an empty list. */
export async function addPromoPool(db: Database, change: PoolChange, name: string): Promise<AddedPool> {
  const { workspaceId, now } = change;
  return db.transaction(async (tx) => {
    // One at a time per workspace, so that the count is exact.
    await tx.select({ id: workspace.id }).from(workspace).where(eq(workspace.id, workspaceId)).for("no key update");
    if ((await tx.$count(promoPool, eq(promoPool.workspaceId, workspaceId))) >= poolsMax) return { kind: "too_many" };
    const poolId = uuidv7();
    const [added] = await tx
      .insert(promoPool)
      .values({ id: poolId, workspaceId, name, createdAt: now })
      .onConflictDoNothing()
      .returning({ id: promoPool.id });
    if (added === undefined) return { kind: "exists" };
    await appendAudit(tx, about(change, "promo_pool.added", poolId));
    return { kind: "added", poolId };
  });
}

export async function renamePromoPool(
  db: Database,
  change: PoolChange,
  poolId: string,
  name: string,
): Promise<"renamed" | "exists" | "not_found"> {
  return db.transaction(async (tx) => {
    const pool = await lockPool(tx, change.workspaceId, poolId);
    if (pool === null) return "not_found";
    const [other] = await tx
      .select({ id: promoPool.id })
      .from(promoPool)
      .where(and(eq(promoPool.workspaceId, change.workspaceId), eq(promoPool.name, name)));
    if (other !== undefined) return other.id === poolId ? "renamed" : "exists";
    await tx.update(promoPool).set({ name }).where(eq(promoPool.id, poolId));
    await appendAudit(tx, about(change, "promo_pool.renamed", poolId));
    return "renamed";
  });
}

export type AddedCodes =
  | { kind: "added"; addedCount: number; knownCount: number }
  | { kind: "not_found" }
  | { kind: "too_many" };

/** Puts codes into a list, all at once; those it has, given or not, are passed over. */
export async function addPromoCodes(
  db: Database,
  change: PoolChange,
  poolId: string,
  codes: readonly string[],
): Promise<AddedCodes> {
  const { workspaceId } = change;
  return db.transaction(async (tx) => {
    if ((await lockPool(tx, workspaceId, poolId)) === null) return { kind: "not_found" };
    const [before] = await tx.execute<{ count: number }>(
      sql`select count(*)::int as count from promo_code where pool_id = ${poolId}`,
    );
    if ((before?.count ?? 0) + codes.length > codesPerPoolMax) return { kind: "too_many" };
    const added = await tx.execute(sql`
      insert into promo_code (pool_id, workspace_id, code)
      select ${poolId}::uuid, ${workspaceId}::uuid, value
      from jsonb_array_elements_text(${JSON.stringify(codes)}::text::jsonb) on conflict do nothing returning 1`);
    const addedCount = added.length;
    if (addedCount > 0) {
      await appendAudit(tx, { ...about(change, "promo_pool.codes_added", poolId), detail: { count: addedCount } });
    }
    return { kind: "added", addedCount, knownCount: codes.length - addedCount };
  });
}

/** Deletes a list with its codes, unless a campaign that is on its way takes codes from it. */
export async function removePromoPool(
  db: Database,
  change: PoolChange,
  poolId: string,
): Promise<"removed" | "not_found" | "in_use"> {
  const { workspaceId } = change;
  return db.transaction(async (tx) => {
    if ((await lockPool(tx, workspaceId, poolId)) === null) return "not_found";
    const used = await tx.execute(sql`
      select 1 from campaign c join arm a on a.campaign_id = c.id
      where c.workspace_id = ${workspaceId} and c.state in ('in_review', 'scheduled', 'sending', 'paused')
        and jsonb_path_exists(a.message, '$.**.poolId ? (@ == $pool)', jsonb_build_object('pool', ${poolId}::text))
      limit 1`);
    if (used.length > 0) return "in_use";
    await tx.delete(promoPool).where(eq(promoPool.id, poolId));
    await appendAudit(tx, about(change, "promo_pool.removed", poolId));
    return "removed";
  });
}

async function lockPool(tx: Pick<Database, "select">, workspaceId: string, poolId: string) {
  const [pool] = await tx
    .select({ id: promoPool.id })
    .from(promoPool)
    .where(and(eq(promoPool.id, poolId), eq(promoPool.workspaceId, workspaceId)))
    .for("update");
  return pool ?? null;
}

function about({ workspaceId, userId, now }: PoolChange, action: string, poolId: string) {
  return { workspaceId, userId, action, subjectKind: "promo_pool", subjectId: poolId, now };
}
