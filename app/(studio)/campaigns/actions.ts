"use server";

import { randomBytes } from "node:crypto";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { defineAction } from "@/app/_server/action";
import { refuse } from "@/app/_server/refusal";
import { createCampaign, deleteDraft, duplicateCampaign, loadCampaign } from "@/db/queries/campaigns";
import { campaignNameSchema } from "@/lib/campaign/setup";

const campaignId = z.object({ campaignId: z.uuid() });
const salt = () => randomBytes(16).toString("hex");

export const createCampaignAction = defineAction({
  name: "campaign.create",
  capability: "write",
  input: z.object({ name: campaignNameSchema, topic: z.string().min(1).max(40) }),
  run: async ({ input, actor, db, now }) => {
    if (!actor.workspace.settings.topics.some(({ key }) => key === input.topic)) {
      refuse("unknown_topic", "Choose one of the workspace's topics.", "topic");
    }
    const id = await createCampaign(db, actor.workspaceId, {
      ...input,
      userId: actor.userId,
      assignmentSalt: salt(),
      now,
    });
    revalidatePath("/campaigns");
    return { id };
  },
});

export const duplicateCampaignAction = defineAction({
  name: "campaign.duplicate",
  capability: "write",
  input: campaignId,
  run: async ({ input, actor, db, now }) => {
    const original = await loadCampaign(db, actor.workspaceId, input.campaignId);
    if (original === null) return refuse("campaign_not_found", "This campaign no longer exists. Reload the list.");
    const name = `Copy of ${original.name}`.slice(0, 120);
    const made = { name, userId: actor.userId, assignmentSalt: salt(), now };
    const id = await duplicateCampaign(db, actor.workspaceId, input.campaignId, made);
    if (id === null) return refuse("campaign_not_found", "This campaign no longer exists. Reload the list.");
    revalidatePath("/campaigns");
    return { id };
  },
});

export const deleteDraftAction = defineAction({
  name: "campaign.delete_draft",
  capability: "write",
  input: campaignId,
  run: async ({ input, actor, db }) => {
    if (!(await deleteDraft(db, actor.workspaceId, input.campaignId))) {
      refuse("not_a_draft", "Only drafts can be deleted; a campaign that was launched is kept as history.");
    }
    revalidatePath("/campaigns");
    return { deleted: true };
  },
});
