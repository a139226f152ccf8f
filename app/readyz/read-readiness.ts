import { blobsWritable } from "@/db/blobs-writable";
import type { Database, Sql } from "@/db/client";
import { databaseAnswers, isMigrated, listBeats } from "@/db/queries/health";
import type { ReadinessFacts } from "@/lib/health/not-ready";

/** Looks at all that the work needs. Nothing here throws: what cannot be looked at is not ready. */
export async function readReadiness(db: Database, sql: Sql, now: Date): Promise<ReadinessFacts> {
  const disk = await blobsWritable();
  const nothing = { databaseAnswers: false, isMigrated: false, workerSilentSeconds: null, ...disk };
  if (!(await databaseAnswers(sql))) return nothing;
  try {
    if (!(await isMigrated(db))) return { ...nothing, databaseAnswers: true };
    const [latest] = await listBeats(db);
    const silentMs = latest === undefined ? null : now.getTime() - latest.beatAt.getTime();
    const workerSilentSeconds = silentMs === null ? null : Math.max(0, silentMs / 1000);
    return { databaseAnswers: true, isMigrated: true, workerSilentSeconds, ...disk };
  } catch {
    // Tables that are not there yet.
    return { ...nothing, databaseAnswers: true };
  }
}
