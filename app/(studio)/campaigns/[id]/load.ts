import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { currentDatabase, requireActor } from "@/app/_server/session";
import { loadCampaign } from "@/db/queries/campaigns";
import { can } from "@/lib/workspace/capabilities";

/** The campaign of a page's address, read once per request; not found when it is not this workspace's. */
export const loadCampaignPage = cache(async (id: string) => {
  const actor = await requireActor("read");
  const { db } = currentDatabase();
  if (!z.uuid().safeParse(id).success) notFound();
  const campaign = await loadCampaign(db, actor.workspaceId, id);
  if (campaign === null) notFound();
  const isReadOnly = campaign.state !== "draft" || !can(actor.role, "write");
  return { actor, db, campaign, isReadOnly };
});
