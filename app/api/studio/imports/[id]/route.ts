import { z } from "zod";
import { refuse } from "@/app/_server/refusal";
import { defineRoute } from "@/app/_server/route";
import { loadImport } from "@/db/queries/imports";
import { toImportProgress } from "@/lib/import/progress";

/** How far an import is. */
export const GET = defineRoute({
  name: "imports.progress",
  capability: "read",
  params: z.object({ id: z.uuid() }),
  handler: async ({ actor, db, params }) => {
    const found = await loadImport(db, actor.workspaceId, params.id);
    if (found === null) return refuse("not_found", "This import is not there any more.");
    return toImportProgress(found);
  },
});
