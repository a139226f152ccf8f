import { createReadStream } from "node:fs";
import { putBlob, putBlobStream } from "@/db/blobs";
import type { Database } from "@/db/client";
import { addMedia } from "@/db/queries/media";
import type { KeptMedia } from "@/inngest/media/kept-media";
import { uploadBytesMax } from "@/lib/media/upload-limits";

type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

/**
 * Puts the bytes of a checked upload where they stay, then records it; `together` happens in the same transaction. Bytes
 * whose row never came are swept at night.
 */
export async function keepMedia(
  deps: { db: Database; now: () => Date; blobFolder?: string },
  workspaceId: string,
  media: KeptMedia & { fileName: string },
  together?: (tx: Transaction, mediaId: string) => Promise<void>,
): Promise<string> {
  const { content, ...facts } = media;
  const stored =
    "path" in content
      ? await putBlobStream(createReadStream(content.path), { bytesMax: uploadBytesMax }, deps.blobFolder)
      : { hash: await putBlob(content.bytes, deps.blobFolder), bytes: content.bytes.byteLength };
  if (stored === "too_large") throw new Error("An upload grew after it was checked");
  return await deps.db.transaction(async (tx) => {
    const file = { ...facts, blobHash: stored.hash, bytes: stored.bytes, now: deps.now() };
    const mediaId = await addMedia(tx, workspaceId, file);
    await together?.(tx, mediaId);
    return mediaId;
  });
}
