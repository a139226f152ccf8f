import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** A picture's time is renewed no more often: reading should not become writing. */
const renewAfterMs = 10 * 60_000;

/** The kept picture of that name; null when there is none. Marks it as used. */
export async function readDrawing(folder: string, name: string, now: Date): Promise<Buffer | null> {
  const path = pathOf(folder, name);
  try {
    const bytes = await readFile(path);
    const { mtimeMs } = await stat(path);
    if (now.getTime() - mtimeMs > renewAfterMs) await utimes(path, now, now);
    return bytes;
  } catch {
    // Swept this moment, never there, or a disk in trouble: it is drawn again, and that it cannot be kept is told then.
    return null;
  }
}

/** Keeps a picture; it appears under its name only when it is whole. */
export async function keepDrawing(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const path = pathOf(folder, name);
  const temporary = `${path}.${randomBytes(8).toString("hex")}`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(temporary, bytes, { mode: 0o600, flag: "wx" });
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

function pathOf(folder: string, name: string): string {
  if (!/^[0-9a-f]{64}$/.test(name)) throw new Error("Not the name of a drawing");
  return join(folder, name.slice(0, 2), name);
}
