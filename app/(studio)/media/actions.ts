"use server";

import { z } from "zod";
import { defineAction } from "@/app/_server/action";
import { refuse } from "@/app/_server/refusal";
import { campaignsUsingMedia, removeMedia, saveFocalPoint as saveFocalPointOf, saveMediaAlt } from "@/db/queries/media";
import { enqueueEvents } from "@/inngest/outbox";

const mediaId = z.uuid();
const gone = () => refuse("media_not_found", "This file was deleted by somebody else.");

/** Keeps the description of a file. */
export const saveAlt = defineAction({
  name: "media.alt",
  capability: "write",
  input: z.object({ mediaId, alt: z.string().trim().max(500) }),
  run: async ({ input, actor, db }) => {
    if (!(await saveMediaAlt(db, actor.workspaceId, input.mediaId, input.alt))) gone();
    return null;
  },
});

/** Keeps where the eye should rest, and has the crops made again. */
export const saveFocalPoint = defineAction({
  name: "media.focal-point",
  capability: "write",
  input: z.object({ mediaId, focalPoint: z.object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) }) }),
  run: async ({ input, actor, db, now }) => {
    const { workspaceId } = actor;
    const outcome = await db.transaction(async (tx) => {
      const saved = await saveFocalPointOf(tx, workspaceId, input.mediaId, input.focalPoint);
      const data = { workspaceId, mediaId: input.mediaId };
      if (saved === "saved") await enqueueEvents(tx, [{ name: "media/uploaded", data }], now);
      return saved;
    });
    if (outcome === "not_found") gone();
    if (outcome === "in_use") {
      refuse("media_in_use", "A campaign that is being sent shows this file. Wait for its end, or upload it again.");
    }
    return null;
  },
});

/** Campaigns that show a file, for the question before it is deleted. */
export const findMediaUses = defineAction({
  name: "media.uses",
  capability: "read",
  input: z.object({ mediaId }),
  run: async ({ input, actor, db }) => {
    const uses = await campaignsUsingMedia(db, actor.workspaceId, input.mediaId);
    return uses.map(({ id, name, isRunning }) => ({ id, name, isRunning }));
  },
});

/** Deletes a file, unless a campaign may still send it. */
export const deleteMedia = defineAction({
  name: "media.delete",
  capability: "write",
  input: z.object({ mediaId }),
  run: async ({ input, actor, db }) => {
    const outcome = await removeMedia(db, actor.workspaceId, input.mediaId);
    if (outcome === "not_found") gone();
    if (outcome === "in_use") {
      refuse("media_in_use", "A campaign that is not finished shows this file. Stop it first, or wait for its end.");
    }
    return null;
  },
});
