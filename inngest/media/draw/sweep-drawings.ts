import { opendir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** A half-written file older than this was left by a process that ended. */
const abandonedAfterMs = 10 * 60_000;

/** Removes the pictures used longest ago until the others fit; answers how many. All of them can be drawn again. */
export async function sweepDrawings(
  folder: string,
  { bytesMax, now }: { bytesMax: number; now: Date },
): Promise<number> {
  const kept: { path: string; bytes: number; usedMs: number }[] = [];
  let removed = 0;
  for await (const path of filesIn(folder)) {
    const found = await stat(path).catch(() => null);
    if (found === null) continue;
    if (/[/\\][0-9a-f]{64}$/.test(path)) kept.push({ path, bytes: found.size, usedMs: found.mtimeMs });
    else if (now.getTime() - found.mtimeMs > abandonedAfterMs) await rm(path, { force: true });
  }
  kept.sort((left, right) => left.usedMs - right.usedMs);
  let total = kept.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { path, bytes } of kept) {
    if (total <= bytesMax) break;
    await rm(path, { force: true });
    total -= bytes;
    removed += 1;
  }
  return removed;
}

async function* filesIn(folder: string): AsyncGenerator<string> {
  const entries = await opendir(folder, { recursive: true }).catch(() => null);
  if (entries === null) return;
  for await (const entry of entries) if (entry.isFile()) yield join(entry.parentPath, entry.name);
}
