import { and, eq, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { costEstimate } from "@/db/schema/prices";
import type { CostEstimate } from "@/lib/cost/estimate";

export interface StoredEstimate {
  state: "counting" | "ready" | "failed";
  requestedAt: Date;
  basis: string | null;
  /** The last that was counted; it stays while another is. */
  result: CostEstimate | null;
  countedAt: Date | null;
}

/** What is known about the cost of a campaign; null when nobody asked yet. */
export async function findEstimate(
  db: Pick<Database, "select">,
  workspaceId: string,
  campaignId: string,
): Promise<StoredEstimate | null> {
  const [row] = await db
    .select({
      state: costEstimate.state,
      requestedAt: costEstimate.requestedAt,
      basis: costEstimate.basis,
      result: costEstimate.result,
      countedAt: costEstimate.countedAt,
    })
    .from(costEstimate)
    .where(ofCampaign(workspaceId, campaignId));
  return row ?? null;
}

/**
 * Notes that a count is wanted; false when one is under way that was asked for after `unlessAfter`. The caller enqueues
 * the event in the same transaction.
 */
export async function requestEstimate(
  tx: Pick<Database, "execute">,
  request: { workspaceId: string; campaignId: string; unlessAfter: Date; now: Date },
): Promise<boolean> {
  const rows = await tx.execute(sql`
    insert into cost_estimate (campaign_id, workspace_id, state, requested_at)
    select id, workspace_id, 'counting', ${request.now.toISOString()}::timestamptz from campaign
    where id = ${request.campaignId} and workspace_id = ${request.workspaceId}
    on conflict (campaign_id) do update set state = 'counting', requested_at = excluded.requested_at
    where cost_estimate.state <> 'counting' or cost_estimate.requested_at <= ${request.unlessAfter.toISOString()}::timestamptz
    returning campaign_id`);
  return rows.length > 0;
}

/** Keeps what was counted. */
export async function saveEstimate(
  db: Pick<Database, "update">,
  workspaceId: string,
  campaignId: string,
  counted: { basis: string; result: CostEstimate; countedAt: Date },
): Promise<void> {
  await db
    .update(costEstimate)
    .set({ state: "ready", ...counted })
    .where(ofCampaign(workspaceId, campaignId));
}

/** Says that counting did not work; what was counted before stays. */
export async function failEstimate(
  db: Pick<Database, "update">,
  workspaceId: string,
  campaignId: string,
): Promise<void> {
  await db.update(costEstimate).set({ state: "failed" }).where(ofCampaign(workspaceId, campaignId));
}

function ofCampaign(workspaceId: string, campaignId: string) {
  return and(eq(costEstimate.campaignId, campaignId), eq(costEstimate.workspaceId, workspaceId));
}
