"use server";

import { z } from "zod";
import { defineAction } from "@/app/_server/action";
import { refuse } from "@/app/_server/refusal";
import { campaignsUsingMedia, removeMedia, saveMediaAlt } from "@/db/queries/media";

const mediaId = z.uuid();
const gone = () => refuse("media_not_found", "This picture was deleted by somebody else.");

/** Keeps the description of a picture. */
export const saveAlt = defineAction({
  name: "media.alt",
  capability: "write",
  input: z.object({ mediaId, alt: z.string().trim().max(500) }),
  run: async ({ input, actor, db }) => {
    if (!(await saveMediaAlt(db, actor.workspaceId, input.mediaId, input.alt))) gone();
    return null;
  },
});

/** Campaigns that show a picture, for the question before it is deleted. */
export const findMediaUses = defineAction({
  name: "media.uses",
  capability: "read",
  input: z.object({ mediaId }),
  run: async ({ input, actor, db }) => {
    const uses = await campaignsUsingMedia(db, actor.workspaceId, input.mediaId);
    return uses.map(({ id, name, isRunning }) => ({ id, name, isRunning }));
  },
});

/** Deletes a picture, unless a campaign may still send it. */
export const deleteMedia = defineAction({
  name: "media.delete",
  capability: "write",
  input: z.object({ mediaId }),
  run: async ({ input, actor, db }) => {
    const outcome = await removeMedia(db, actor.workspaceId, input.mediaId);
    if (outcome === "not_found") gone();
    if (outcome === "in_use") {
      refuse("media_in_use", "A campaign that is not finished shows this picture. Stop it first, or wait for its end.");
    }
    return null;
  },
});
