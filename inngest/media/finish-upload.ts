import { removeWaiting, waitingPath } from "@/db/blobs-waiting";
import type { Database } from "@/db/client";
import { claimUploadCheck, refuseUpload, removeUpload, type Upload } from "@/db/queries/uploads";
import { checkInTurn } from "@/inngest/media/check-in-turn";
import { keepMedia } from "@/inngest/media/keep-media";
import { readUpload } from "@/inngest/media/read-upload";
import { enqueueEvents } from "@/inngest/outbox";
import type { Refusal } from "@/lib/action-result";

export interface UploadDeps {
  db: Database;
  now: () => Date;
  ffmpegPath: string | null;
  /** Another blob folder than the configured one. */
  blobFolder?: string;
}

/**
 * Looks at an upload that is whole, and makes it media or refuses it; either way nothing is left waiting. The upload goes
 * in the transaction in which the media comes, so that a repeated call can neither lose nor double it. Null when somebody
 * else is at it, or too many others are.
 */
export async function finishUpload(
  deps: UploadDeps,
  workspaceId: string,
  upload: Pick<Upload, "id" | "fileName" | "bytes">,
): Promise<{ mediaId: string } | { refusal: Refusal } | null> {
  const finished = await checkInTurn(() => check(deps, workspaceId, upload));
  return finished === "busy" ? null : finished;
}

async function check(
  deps: UploadDeps,
  workspaceId: string,
  upload: Pick<Upload, "id" | "fileName" | "bytes">,
): Promise<{ mediaId: string } | { refusal: Refusal } | null> {
  if (!(await claimUploadCheck(deps.db, workspaceId, upload.id, deps.now()))) return null;
  const read = await readUpload(await waitingPath(upload.id, deps.blobFolder), upload.bytes, deps);
  if ("refusal" in read) {
    await refuseUpload(deps.db, workspaceId, upload.id, read.refusal.message, deps.now());
    await removeWaiting(upload.id, deps.blobFolder);
    return read;
  }
  const mediaId = await keepMedia(deps, workspaceId, { ...read, fileName: upload.fileName }, async (tx, id) => {
    if (!(await removeUpload(tx, workspaceId, upload.id))) throw new Error("The upload was taken away meanwhile");
    await enqueueEvents(tx, [{ name: "media/uploaded", data: { workspaceId, mediaId: id } }], deps.now());
  });
  await removeWaiting(upload.id, deps.blobFolder);
  return { mediaId };
}
