import { eq, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { routingModel } from "@/db/schema/routing";
import { emptyModel } from "@/lib/routing/model";

/** When a workspace learned, from how much, and whether somebody waits for it to learn again. */
export interface Learning {
  /** Null before the first time. */
  learnedAt: Date | null;
  /** Messages made up to this moment are counted. */
  countedUntil: Date | null;
  countedMessages: number;
  requestedAt: Date | null;
}

/** How far the learning of a workspace is. */
export async function findLearning(db: Pick<Database, "select">, workspaceId: string): Promise<Learning> {
  const [row] = await db
    .select({
      learnedAt: routingModel.learnedAt,
      countedUntil: routingModel.countedUntil,
      countedMessages: routingModel.countedMessages,
      requestedAt: routingModel.requestedAt,
    })
    .from(routingModel)
    .where(eq(routingModel.workspaceId, workspaceId));
  return row ?? { learnedAt: null, countedUntil: null, countedMessages: 0, requestedAt: null };
}

/**
 * Notes that somebody wants routing to learn; false when it is learning, or was asked to after `unlessAfter`. The caller
 * enqueues the event in the same transaction.
 */
export async function requestLearning(
  tx: Pick<Database, "execute">,
  { workspaceId, unlessAfter, now }: { workspaceId: string; unlessAfter: Date; now: Date },
): Promise<boolean> {
  await tx.execute(sql`
    insert into routing_model (workspace_id, person_weight) values (${workspaceId}, ${emptyModel.personWeight})
    on conflict do nothing`);
  // Whoever counts holds the row: then it is learning, and nobody on a screen waits for the end of that.
  const rows = await tx.execute(sql`
    with free as materialized (
      select workspace_id from routing_model where workspace_id = ${workspaceId}
        and (requested_at is null or requested_at <= ${unlessAfter.toISOString()}::timestamptz)
      for update skip locked
    )
    update routing_model m set requested_at = ${now.toISOString()}::timestamptz
    from free where m.workspace_id = free.workspace_id returning m.workspace_id`);
  return rows.length > 0;
}
