import { randomBytes } from "node:crypto";
import { mkdir, rm, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { databaseEnv } from "@/db/env";

/** Whether a media file could be kept now, and how many bytes are free there; null when the disk does not say. */
export async function blobsWritable(
  folder = databaseEnv().CASCADE_BLOBS,
): Promise<{ isDiskWritable: boolean; freeBytes: number | null }> {
  const waiting = join(folder, "incoming");
  const trial = join(waiting, `trial-${randomBytes(8).toString("hex")}`);
  try {
    await mkdir(waiting, { recursive: true });
    await writeFile(trial, "a trial", { flag: "wx", mode: 0o600 });
    const { bavail, bsize } = await statfs(folder);
    return { isDiskWritable: true, freeBytes: bavail * bsize };
  } catch {
    return { isDiskWritable: false, freeBytes: null };
  } finally {
    await rm(trial, { force: true }).catch(() => undefined);
  }
}
