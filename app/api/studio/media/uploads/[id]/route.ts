import { z } from "zod";
import { webEnv } from "@/app/_server/env";
import { refuse } from "@/app/_server/refusal";
import { defineRoute } from "@/app/_server/route";
import { removeWaiting, writePiece } from "@/db/blobs-waiting";
import { mediaByIds } from "@/db/queries/media";
import { receivePiece, removeUpload } from "@/db/queries/uploads";
import { ffmpegPath } from "@/inngest/media/env";
import { finishUpload } from "@/inngest/media/finish-upload";
import { toMediaItem } from "@/lib/media/media-item";
import { pieceBytesMax } from "@/lib/media/upload-limits";

const params = z.object({ id: z.uuid() });

/** Takes the piece that begins at `offset`. Answers how far it is, and with the last piece the finished media. */
export const PUT = defineRoute({
  name: "media.upload.piece",
  capability: "write",
  params,
  query: z.object({ offset: z.coerce.number().int().min(0) }),
  handler: async ({ actor, db, now, params: { id }, query: { offset }, request }) => {
    const bytes = await readPiece(request);
    const upload = await receivePiece(db, actor.workspaceId, {
      ...{ id, offset, bytes: bytes.byteLength, now },
      write: () => writePiece(id, offset, bytes),
    });
    if (upload === null) {
      return refuse("upload_not_found", "This upload is not known any more. Choose the file again.", "file");
    }
    if (upload.receivedBytes < upload.bytes) return { receivedBytes: upload.receivedBytes, item: null };
    const deps = { db, now: () => new Date(), ffmpegPath: ffmpegPath() };
    const finished = await finishUpload(deps, actor.workspaceId, upload);
    if (finished === null) return { receivedBytes: upload.receivedBytes, item: null };
    if ("refusal" in finished) {
      const { code, message, field } = finished.refusal;
      return refuse(code, message, field);
    }
    const [added] = await mediaByIds(db, actor.workspaceId, [finished.mediaId]);
    if (added === undefined) throw new Error("The media that was just added is not there");
    return { receivedBytes: upload.bytes, item: toMediaItem(added, webEnv().CASCADE_URL) };
  },
});

/** Gives an upload up, or puts away why it was refused. */
export const DELETE = defineRoute({
  name: "media.upload.dismiss",
  capability: "write",
  params,
  handler: async ({ actor, db, params: { id } }) => {
    if (await removeUpload(db, actor.workspaceId, id)) await removeWaiting(id);
    return null;
  },
});

/** The body, as far as the limit allows: what comes after it is never read. */
async function readPiece(request: Request): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of request.body ?? []) {
    bytes += piece.byteLength;
    if (bytes > pieceBytesMax) refuse("too_large", "The piece is too large. Reload the page and try again.", "file");
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
