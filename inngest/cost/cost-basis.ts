import { createHash } from "node:crypto";
import type { Database } from "@/db/client";
import { pricesVersion } from "@/db/queries/prices";
import type { WorkspaceSettings } from "@/lib/workspace/schema";

/** Names what an estimate rests on: another campaign revision, price list or sender makes it out of date. */
export async function costBasis(
  db: Database,
  campaign: { workspaceId: string; revision: number },
  settings: WorkspaceSettings,
): Promise<string> {
  const prices = await pricesVersion(db, campaign.workspaceId);
  const { senders, brandName, locale, timeZone } = settings;
  const facts = JSON.stringify([campaign.revision, prices, senders, brandName, locale, timeZone]);
  return createHash("sha256").update(facts).digest("base64url").slice(0, 22);
}
