import { z } from "zod";
import { inputRefusal } from "@/app/_server/action";
import { readJson } from "@/app/_server/read-json";
import { refuse } from "@/app/_server/refusal";
import { answerRefusal, defineRoute } from "@/app/_server/route";
import { listUploads, startUpload } from "@/db/queries/uploads";
import { cleanFileName } from "@/lib/media/clean-file-name";
import { uploadBytesMax } from "@/lib/media/upload-limits";

const body = z.object({
  fileName: z.string().max(2_000).transform(cleanFileName),
  fingerprint: z.string().min(1).max(500),
  bytes: z.int().min(0),
});

/** Uploads that are under way or were refused: what the library shows after a reload. */
export const GET = defineRoute({
  name: "media.uploads",
  capability: "write",
  handler: async ({ actor, db }) => {
    const uploads = await listUploads(db, actor.workspaceId);
    return uploads.map(({ id, fileName, bytes, receivedBytes, failure }) => ({
      ...{ id, fileName, bytes, receivedBytes, failure },
    }));
  },
});

/** Begins an upload, or answers how far the unfinished one of the same file is. */
export const POST = defineRoute({
  name: "media.upload.start",
  capability: "write",
  handler: async ({ actor, db, now, request }) => {
    const read = body.safeParse(await readJson(request));
    if (!read.success) return answerRefusal(inputRefusal(read.error));
    if (read.data.bytes === 0) refuse("file_empty", "The file is empty. Choose it again.", "file");
    if (read.data.bytes > uploadBytesMax) {
      refuse(
        "too_large",
        "The file is larger than 500 MB. Make it shorter or export it at a lower resolution.",
        "file",
      );
    }
    const started = await startUpload(db, actor.workspaceId, { ...read.data, now });
    if (started === "too_much_waiting") {
      return refuse(
        "too_much_waiting",
        "Too many uploads are unfinished. Finish or dismiss some of them first.",
        "file",
      );
    }
    return { id: started.id, receivedBytes: started.receivedBytes };
  },
});
