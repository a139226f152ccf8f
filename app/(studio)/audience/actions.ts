"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { defineAction } from "@/app/_server/action";
import { refuse } from "@/app/_server/refusal";
import { confirmImport, loadImport } from "@/db/queries/imports";
import { ensureContactList } from "@/db/queries/lists";
import { enqueueEvents } from "@/inngest/outbox";
import { inspectedFileSchema } from "@/lib/import/inspected-file";
import { importMappingSchema } from "@/lib/import/mapping";

/** Confirms how a file is to be read and starts the import; a second confirmation changes nothing. */
export const startImport = defineAction({
  name: "imports.start",
  capability: "write",
  input: z.object({ importId: z.uuid(), mapping: importMappingSchema }),
  run: async ({ input: { importId, mapping }, actor, db, now }) => {
    const { workspaceId } = actor;
    const found = await loadImport(db, workspaceId, importId);
    if (found === null) return refuse("not_found", "This import is not there any more. Upload the file again.");
    if (found.state !== "uploaded") return { importId };
    const columns = inspectedFileSchema.parse(found.detected).guess.targets.length;
    if (mapping.targets.length !== columns) {
      return refuse("invalid_input", "The columns do not fit the file. Reload the page and map them again.", "targets");
    }
    await db.transaction(async (tx) => {
      const listId = mapping.listName === "" ? null : await ensureContactList(tx, workspaceId, mapping.listName);
      const isFirst = await confirmImport(tx, workspaceId, importId, mapping, listId);
      if (isFirst)
        await enqueueEvents(tx, [{ name: "contacts/import.requested", data: { workspaceId, importId } }], now);
    });
    revalidatePath("/audience");
    return { importId };
  },
});
