import { defineRoute } from "@/app/_server/route";
import { listTemplates } from "@/db/queries/message-templates";
import { messageSchema } from "@/lib/message/schema";

/** The workspace's own templates, for an empty message to start from. */
export const GET = defineRoute({
  name: "template.list",
  capability: "read",
  handler: async ({ actor, db }) => {
    const templates = await listTemplates(db, actor.workspaceId);
    return {
      templates: templates.flatMap(({ id, name, message }) => {
        const read = messageSchema.safeParse(message);
        return read.success ? [{ id, name, message: read.data }] : [];
      }),
    };
  },
});
