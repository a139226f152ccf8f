"use server";

import { z } from "zod";
import { defineAction } from "@/app/_server/action";
import { refuse } from "@/app/_server/refusal";
import { saveArmMessage } from "@/db/queries/messages";
import { armKeySchema } from "@/lib/campaign/schema";
import { messageSchema } from "@/lib/message/schema";

/** Saves what was typed into one variant of a draft, or answers with the version somebody else saved meanwhile. */
export const saveMessage = defineAction({
  name: "message.save",
  capability: "write",
  input: z.object({
    campaignId: z.uuid(),
    armKey: armKeySchema,
    revision: z.number().int().positive(),
    base: messageSchema,
    message: messageSchema,
  }),
  run: async ({ input: { campaignId, armKey, ...change }, actor, db, now }) => {
    const outcome = await saveArmMessage(db, actor.workspaceId, campaignId, armKey, { ...change, now });
    if (outcome.saved) return { saved: true as const, revision: outcome.revision };
    if (outcome.why === "conflict") return { saved: false as const, theirs: outcome.theirs };
    if (outcome.why === "not_draft") {
      refuse("campaign_not_draft", "This campaign is no longer a draft, so its message cannot change. Duplicate it.");
    }
    refuse("campaign_not_found", "This campaign or this variant was removed by somebody else.");
  },
});
