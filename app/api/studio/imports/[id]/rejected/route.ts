import { z } from "zod";
import { refuse } from "@/app/_server/refusal";
import { defineRoute } from "@/app/_server/route";
import type { Database } from "@/db/client";
import { type ContactImport, listRejections, loadImport } from "@/db/queries/imports";
import { inspectedFileSchema } from "@/lib/import/inspected-file";
import { importMappingSchema } from "@/lib/import/mapping";
import { rejectedCsvLine } from "@/lib/import/rejected-csv";

const rowsPerRead = 2_000;

/** The rows that were not imported, with the reason of each, as a file that can be corrected and uploaded again. */
export const GET = defineRoute({
  name: "imports.rejected",
  capability: "read",
  params: z.object({ id: z.uuid() }),
  handler: async ({ actor, db, params }) => {
    const found = await loadImport(db, actor.workspaceId, params.id);
    if (found === null) return refuse("not_found", "This import is not there any more.");
    const lines = rejectedLines(db, found);
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { value, done } = await lines.next();
        if (done) controller.close();
        else controller.enqueue(new TextEncoder().encode(value));
      },
    });
    const name = `${found.fileName.replace(/\.[a-z0-9]{1,5}$/i, "")}-rejected.csv`;
    return new Response(body, {
      headers: {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": `attachment; filename="rejected.csv"; filename*=UTF-8''${encodeURIComponent(name)}`,
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
      },
    });
  },
});

async function* rejectedLines(db: Database, { id, workspaceId, mapping, detected }: ContactImport) {
  const parsed = importMappingSchema.safeParse(mapping);
  const header = parsed.data?.hasHeader ? (inspectedFileSchema.parse(detected).sample[0] ?? []) : [];
  // The mark tells spreadsheets that this is UTF-8.
  yield `\ufeff${rejectedCsvLine(["Row", "Reason", ...header])}`;
  let afterRow = 0;
  for (;;) {
    const rows = await listRejections(db, workspaceId, id, afterRow, rowsPerRead);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map((row) => rejectedCsvLine([String(row.rowNumber), row.reason, ...row.cells])).join("");
    afterRow = last.rowNumber;
  }
}
