import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Database } from "@/db/client";
import { linkOpening } from "@/db/schema/tables";

export type NewLinkOpening = Omit<typeof linkOpening.$inferInsert, "id">;
export type LinkOpening = Required<typeof linkOpening.$inferSelect>;

/** Writes down that a link was opened. It is judged and counted afterwards, in sets. */
export async function storeLinkOpening(db: Pick<Database, "insert">, opening: NewLinkOpening): Promise<void> {
  await db.insert(linkOpening).values({ ...opening, id: uuidv7() });
}

/**
 * Takes away the openings of messages whose first one was before a moment, all of a message together. Count them in the
 * same transaction. While another worker is at it there is nothing to take.
 */
export async function takeLinkOpenings(
  tx: Pick<Database, "execute">,
  { before, messagesMax }: { before: Date; messagesMax: number },
): Promise<LinkOpening[]> {
  const [lock] = await tx.execute<{ held: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended('link-openings', 0)) as held`,
  );
  if (lock?.held !== true) return [];
  const rows = await tx.execute<Record<string, unknown>>(sql`
    delete from link_opening where delivery_id in (
      select delivery_id from link_opening where at <= ${before.toISOString()}::timestamptz
      group by delivery_id order by min(at) limit ${messagesMax})
    returning id, workspace_id as "workspaceId", delivery_id as "deliveryId", contact_id as "contactId", channel,
      link_index as "linkIndex", target, links_in_message as "linksInMessage", machine, at`);
  return rows.map((row) => ({ ...row, at: new Date(row.at as string | Date) }) as LinkOpening);
}
