import { z } from "zod";
import { webEnv } from "@/app/_server/env";
import { refuse } from "@/app/_server/refusal";
import { defineRoute } from "@/app/_server/route";
import { mediaOfMessages } from "@/db/queries/media";
import { loadVersion } from "@/db/queries/versions";
import { toMediaItem } from "@/lib/media/media-item";
import { messageSchema } from "@/lib/message/schema";

/** What one version says, with the media it shows. */
export const GET = defineRoute({
  name: "message.version",
  capability: "read",
  params: z.object({ id: z.uuid(), versionId: z.uuid() }),
  handler: async ({ actor, db, params }) => {
    const stored = await loadVersion(db, actor.workspaceId, params.id, params.versionId);
    if (stored === null) return refuse("version_not_found", "This version no longer exists. Open the history again.");
    // Written by an earlier release perhaps.
    const message = messageSchema.safeParse(stored);
    if (!message.success) return refuse("version_unreadable", "This version is too old to be shown.");
    const media = await mediaOfMessages(db, actor.workspaceId, [message.data]);
    const { CASCADE_URL } = webEnv();
    return { message: message.data, media: media.map((row) => toMediaItem(row, CASCADE_URL)) };
  },
});
