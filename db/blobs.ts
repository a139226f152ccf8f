import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open, opendir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { databaseEnv } from "@/db/env";

/**
 * Files named by the SHA-256 of their bytes, two folders deep: the same file is kept once, and a name never changes its
 * meaning. A file appears under its name only when every byte is on the disk.
 */

export interface StoredBlob {
  hash: string;
  bytes: number;
}

const HASH = /^[0-9a-f]{64}$/;

/** True for a name this store could have given. */
function isBlobHash(text: string): boolean {
  return HASH.test(text);
}

/** Keeps these bytes and answers their name. */
export async function putBlob(bytes: Uint8Array, folder = blobFolder()): Promise<string> {
  const stored = await putBlobStream([bytes], { bytesMax: bytes.byteLength }, folder);
  if (stored === "too_large") throw new Error("A buffer cannot be larger than itself");
  return stored.hash;
}

/** Keeps what the source yields; reads no further than the limit, and then keeps nothing. */
export async function putBlobStream(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { bytesMax }: { bytesMax: number },
  folder = blobFolder(),
): Promise<StoredBlob | "too_large"> {
  const waiting = join(folder, "incoming");
  await mkdir(waiting, { recursive: true });
  const temporary = join(waiting, randomBytes(16).toString("hex"));
  const file = await open(temporary, "wx", 0o600);
  try {
    const written = await writeAll(file, source, bytesMax).finally(() => file.close());
    if (written === "too_large") return written;
    const path = pathOf(written.hash, folder);
    await mkdir(dirname(path), { recursive: true });
    await rename(temporary, path);
    await syncFolder(dirname(path));
    return written;
  } finally {
    await rm(temporary, { force: true });
  }
}

/** The whole file; null when there is none of that name. */
export async function readBlob(hash: string, folder = blobFolder()): Promise<Buffer | null> {
  return await readFile(pathOf(hash, folder)).catch(nullWhenMissing);
}

/** Size of a file; null when there is none of that name. */
export async function statBlob(hash: string, folder = blobFolder()): Promise<{ bytes: number } | null> {
  const found = await stat(pathOf(hash, folder)).catch(nullWhenMissing);
  return found === null ? null : { bytes: found.size };
}

/** The file piece by piece, for answers and for files too large to hold in memory. The file must exist. */
export function streamBlob(
  hash: string,
  folder = blobFolder(),
  /** Both ends included; the whole file when left out. */
  range: { start?: number; end?: number } = {},
): ReadableStream<Uint8Array> {
  return Readable.toWeb(createReadStream(pathOf(hash, folder), range)) as ReadableStream<Uint8Array>;
}

/** Where the file lies, for tools that read files by path. */
export function blobPath(hash: string, folder = blobFolder()): string {
  return pathOf(hash, folder);
}

/** Removes a file that no row names any more. */
export async function removeBlob(hash: string, folder = blobFolder()): Promise<void> {
  await rm(pathOf(hash, folder), { force: true });
}

/** Names of the files last put before that moment, and so not just being put again; half-received ones are removed on the way. */
export async function* blobsPutBefore(moment: Date, folder = blobFolder()): AsyncGenerator<string> {
  const entries = await opendir(folder, { recursive: true }).catch(nullWhenMissing);
  if (entries === null) return;
  for await (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const found = entry.isFile() ? await stat(path).catch(nullWhenMissing) : null;
    if (found === null || found.mtime >= moment) continue;
    if (isBlobHash(entry.name)) yield entry.name;
    else if (entry.parentPath === join(folder, "incoming")) await rm(path, { force: true });
  }
}

/** A folder beside the blobs for files that can be made again at any time. */
export function remakeableFolder(name: "drawings"): string {
  return join(dirname(blobFolder()), name);
}

function blobFolder(): string {
  return databaseEnv().CASCADE_BLOBS;
}

function pathOf(hash: string, folder: string): string {
  // Names come from addresses too: nothing but a hash may ever become a path.
  if (!isBlobHash(hash)) throw new Error("Not the name of a blob");
  return join(folder, hash.slice(0, 2), hash.slice(2, 4), hash);
}

async function writeAll(
  file: FileHandle,
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  bytesMax: number,
): Promise<StoredBlob | "too_large"> {
  const digest = createHash("sha256");
  let bytes = 0;
  for await (const piece of source) {
    bytes += piece.byteLength;
    if (bytes > bytesMax) return "too_large";
    digest.update(piece);
    await file.writeFile(piece);
  }
  await file.sync();
  return { hash: digest.digest("hex"), bytes };
}

/** A rename is on the disk only when its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function nullWhenMissing(error: unknown): null {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
  throw error;
}
