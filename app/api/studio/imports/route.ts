import { uuidv7 } from "uuidv7";
import { refuse } from "@/app/_server/refusal";
import { defineRoute } from "@/app/_server/route";
import { blobPath, putBlobStream } from "@/db/blobs";
import { createImport } from "@/db/queries/imports";
import { inspectFile } from "@/inngest/importing/inspect-file";
import { UnreadableFile } from "@/inngest/importing/read-csv";
import { fileNameFromHeader } from "@/lib/import/file-name";
import { fileBytesMax } from "@/lib/import/mapping";

/** Takes a contact file as the body of the request; its name comes percent-encoded in `X-File-Name`. Answers its id. */
export const POST = defineRoute({
  name: "imports.upload",
  capability: "write",
  handler: async ({ actor, db, now, request }) => {
    if (Number(request.headers.get("content-length") ?? 0) > fileBytesMax) refuseLarge();
    const stored = await putBlobStream(request.body ?? [], { bytesMax: fileBytesMax });
    if (stored === "too_large") return refuseLarge();
    const { workspaceId, userId, workspace } = actor;
    const found = await inspectFile(blobPath(stored.hash), workspace.settings.defaultCountry).catch(
      (error: unknown) => {
        if (error instanceof UnreadableFile) return refuse("unreadable_file", error.message, "file");
        throw error;
      },
    );
    const id = uuidv7();
    const fileName = fileNameFromHeader(request.headers.get("x-file-name"));
    const { hash: blobHash, bytes } = stored;
    await createImport(db, { id, workspaceId, userId, fileName, blobHash, bytes, detected: { ...found }, now });
    return { id };
  },
});

function refuseLarge(): never {
  refuse(
    "too_large",
    "The file is larger than 200 MB. Split it into smaller files and import one after the other.",
    "file",
  );
}
