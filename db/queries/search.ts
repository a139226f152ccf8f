import { and, desc, eq, ilike } from "drizzle-orm";
import type { Database } from "@/db/client";
import { campaign } from "@/db/schema/campaigns";

/** Campaigns whose name has these words somewhere, the latest changed first. */
export async function searchCampaigns(db: Database, workspaceId: string, words: string, max: number) {
  const literal = words.replace(/[\\%_]/g, "\\$&");
  return db
    .select({ id: campaign.id, name: campaign.name, state: campaign.state })
    .from(campaign)
    .where(and(eq(campaign.workspaceId, workspaceId), ilike(campaign.name, `%${literal}%`)))
    .orderBy(desc(campaign.updatedAt))
    .limit(max);
}
