import type { Database } from "@/db/client";
import { countNextDay, learnSegments } from "@/db/queries/routing";

/** Counts a workspace's messages that nobody counted yet, a day at a time, and learns from them. May be cut off anywhere. */
export async function learnRouting(db: Database, workspaceId: string, now: Date): Promise<void> {
  while (await countNextDay(db, workspaceId, now));
  await learnSegments(db, workspaceId, now);
}
