import { blobsPutBefore, removeBlob } from "@/db/blobs";
import type { Database } from "@/db/client";
import { blobsInUse } from "@/db/queries/media";

const BATCH = 500;

/** Removes files that no row names any more; answers how many. Files put later than `putBefore` are left alone. */
export async function sweepBlobs(deps: { db: Database; putBefore: Date; blobFolder?: string }): Promise<number> {
  let removed = 0;
  let batch: string[] = [];
  const flush = async () => {
    const used = await blobsInUse(deps.db, batch);
    for (const hash of batch.filter((candidate) => !used.has(candidate))) {
      await removeBlob(hash, deps.blobFolder);
      removed += 1;
    }
    batch = [];
  };
  for await (const hash of blobsPutBefore(deps.putBefore, deps.blobFolder)) {
    batch.push(hash);
    if (batch.length === BATCH) await flush();
  }
  await flush();
  return removed;
}
