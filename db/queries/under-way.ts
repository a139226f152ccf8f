import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";

/**
 * Whether a message to a person was claimed and its answer is not recorded. Asked after an opt-out is stored it misses
 * none: storing it waits for every claim of a message to this person, and what it does not cancel was claimed before.
 */
export async function isUnderWay(
  db: Pick<Database, "execute">,
  { workspaceId, contactId }: { workspaceId: string; contactId: string },
): Promise<boolean> {
  const rows = await db.execute(sql`
    select 1 from delivery where contact_id = ${contactId} and workspace_id = ${workspaceId} and state = 'sending' limit 1`);
  return rows.length > 0;
}

/**
 * Waits for whoever is deciding about a person at this moment. Storing an opt-out does so as well, but knows no campaign
 * that has taken the person in since it began; a decision there may have read who agrees before the opt-out was there.
 */
export async function untilDecided(
  db: Pick<Database, "execute">,
  { workspaceId, contactId }: { workspaceId: string; contactId: string },
): Promise<void> {
  await db.execute(sql`
    select 1 from recipient where contact_id = ${contactId} and workspace_id = ${workspaceId}
      and state in ('pending', 'active') for key share`);
}
