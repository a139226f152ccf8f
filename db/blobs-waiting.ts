import { mkdir, open, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { databaseEnv } from "@/db/env";

/** Files that are not whole yet, beside the blobs: named by the id of their upload, since nobody knows their hash. */

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Where the bytes of an upload wait. */
export async function waitingPath(id: string, blobFolder = databaseEnv().CASCADE_BLOBS): Promise<string> {
  // Ids come from addresses too: nothing but an id may ever become a path.
  if (!ID.test(id)) throw new Error("Not the id of an upload");
  const folder = join(blobFolder, "waiting");
  await mkdir(folder, { recursive: true });
  return join(folder, id);
}

/** Writes a piece where it belongs and returns when it is on the disk; writing it twice does no harm. */
export async function writePiece(id: string, offset: number, bytes: Uint8Array, blobFolder?: string): Promise<void> {
  const file = await open(await waitingPath(id, blobFolder), offset === 0 ? "w" : "r+", 0o600);
  try {
    await file.write(bytes, 0, bytes.byteLength, offset);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** Removes what waits under this id. */
export async function removeWaiting(id: string, blobFolder?: string): Promise<void> {
  await rm(await waitingPath(id, blobFolder), { force: true });
}

/** Removes every waiting file that is older than that and that no upload names. */
export async function sweepWaiting(
  about: { wanted: ReadonlySet<string>; putBefore: Date },
  blobFolder = databaseEnv().CASCADE_BLOBS,
): Promise<number> {
  const folder = join(blobFolder, "waiting");
  const names = await readdir(folder).catch(() => []);
  let removed = 0;
  for (const name of names) {
    const found = about.wanted.has(name) ? null : await stat(join(folder, name)).catch(() => null);
    if (found === null || found.mtime >= about.putBefore) continue;
    await rm(join(folder, name), { force: true });
    removed += 1;
  }
  return removed;
}
