import { and, asc, eq, lt, ne, or, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Database } from "@/db/client";
import { mediaUpload } from "@/db/schema/tables";

export type Upload = typeof mediaUpload.$inferSelect;

/** So much may wait at once in a workspace: what is larger belongs to somebody who fills disks. */
const WAITING_BYTES_MAX = 3_000_000_000;
/** A check that took longer died with its process; another one may begin. */
const CHECK_PATIENCE_MS = 5 * 60_000;

const own = (workspaceId: string, id: string) => and(eq(mediaUpload.workspaceId, workspaceId), eq(mediaUpload.id, id));

/** Begins an upload, or takes up the unfinished one of the same file. */
export async function startUpload(
  db: Database,
  workspaceId: string,
  file: { fileName: string; fingerprint: string; bytes: number; now: Date },
): Promise<Upload | "too_much_waiting"> {
  const { now, ...columns } = file;
  return await db.transaction(async (tx) => {
    // One at a time in a workspace: two tabs that begin the same file get the same upload.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`upload:${workspaceId}`}, 0))`);
    const [found] = await tx
      .select()
      .from(mediaUpload)
      .where(
        and(
          eq(mediaUpload.workspaceId, workspaceId),
          eq(mediaUpload.fingerprint, file.fingerprint),
          eq(mediaUpload.bytes, file.bytes),
          ne(mediaUpload.state, "refused"),
        ),
      )
      .limit(1);
    if (found !== undefined) return found;
    const [waiting] = await tx
      .select({ bytes: sql<string>`coalesce(sum(${mediaUpload.bytes}), 0)` })
      .from(mediaUpload)
      .where(and(eq(mediaUpload.workspaceId, workspaceId), ne(mediaUpload.state, "refused")));
    if (Number(waiting?.bytes ?? 0) + file.bytes > WAITING_BYTES_MAX) return "too_much_waiting";
    const row = { ...columns, id: uuidv7(), workspaceId, createdAt: now, updatedAt: now };
    const [added] = await tx.insert(mediaUpload).values(row).returning();
    if (added === undefined) throw new Error("The upload that was just begun is not there");
    return added;
  });
}

/** Uploads of a workspace that are under way or were refused, oldest first. */
export async function listUploads(db: Database, workspaceId: string): Promise<Upload[]> {
  return await db
    .select()
    .from(mediaUpload)
    .where(eq(mediaUpload.workspaceId, workspaceId))
    .orderBy(asc(mediaUpload.createdAt))
    .limit(100);
}

/**
 * Takes the next piece: `write` puts it on the disk while the row is held, and only then does it count. A piece that does
 * not begin where the last one ended is not written; the answer says where to go on.
 */
export async function receivePiece(
  db: Database,
  workspaceId: string,
  piece: { id: string; offset: number; bytes: number; now: Date; write: () => Promise<void> },
): Promise<Upload | null> {
  return await db.transaction(async (tx) => {
    const [upload] = await tx.select().from(mediaUpload).where(own(workspaceId, piece.id)).for("update");
    if (upload === undefined) return null;
    const receivedBytes = piece.offset + piece.bytes;
    if (upload.state !== "receiving" || upload.receivedBytes !== piece.offset || receivedBytes > upload.bytes) {
      return upload;
    }
    await piece.write();
    const [updated] = await tx
      .update(mediaUpload)
      .set({ receivedBytes, updatedAt: piece.now })
      .where(own(workspaceId, piece.id))
      .returning();
    return updated ?? null;
  });
}

/** Whether the caller may check it now: it is whole, and nobody else is at it. */
export async function claimUploadCheck(db: Database, workspaceId: string, id: string, now: Date): Promise<boolean> {
  const isWhole = and(eq(mediaUpload.state, "receiving"), eq(mediaUpload.receivedBytes, mediaUpload.bytes));
  const isLeft = and(
    eq(mediaUpload.state, "checking"),
    lt(mediaUpload.updatedAt, new Date(now.getTime() - CHECK_PATIENCE_MS)),
  );
  const claimed = await db
    .update(mediaUpload)
    .set({ state: "checking", updatedAt: now })
    .where(and(own(workspaceId, id), or(isWhole, isLeft)))
    .returning({ id: mediaUpload.id });
  return claimed.length > 0;
}

/** Keeps why a file was not taken, for whoever looks after a reload. */
export async function refuseUpload(
  db: Database,
  workspaceId: string,
  id: string,
  failure: string,
  now: Date,
): Promise<void> {
  await db.update(mediaUpload).set({ state: "refused", failure, updatedAt: now }).where(own(workspaceId, id));
}

/** Forgets an upload: it became media, or nobody wants it. */
export async function removeUpload(db: Pick<Database, "delete">, workspaceId: string, id: string): Promise<boolean> {
  const removed = await db.delete(mediaUpload).where(own(workspaceId, id)).returning({ id: mediaUpload.id });
  return removed.length > 0;
}

/** Forgets, in all workspaces, what nobody touched since; answers the ids that are still under way. */
export async function sweepUploads(db: Database, untouchedSince: Date): Promise<Set<string>> {
  await db.delete(mediaUpload).where(lt(mediaUpload.updatedAt, untouchedSince));
  const left = await db.select({ id: mediaUpload.id }).from(mediaUpload);
  return new Set(left.map(({ id }) => id));
}
