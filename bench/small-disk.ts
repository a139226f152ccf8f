import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

/** A disk of its own for the database, which can be filled to the last byte. */
export interface SmallDisk {
  fill(): void;
  free(): void;
  remove(): void;
}

const pieceBytes = 4 * 1024 * 1024;

/** Mounts one at a folder, of memory; null where that is not allowed (it takes root on Linux). */
export function mountSmallDisk(folder: string, megabytes: number): SmallDisk | null {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=0711`, "tmpfs", folder], { stdio: "ignore" });
  } catch {
    return null;
  }
  const filler = join(folder, "filler");
  return {
    fill: () => writeUntilFull(filler),
    free: () => rmSync(filler, { force: true }),
    remove: () => {
      rmSync(filler, { force: true });
      execFileSync("umount", ["--lazy", folder], { stdio: "ignore" });
    },
  };
}

function writeUntilFull(path: string): void {
  const piece = Buffer.alloc(pieceBytes);
  const file = openSync(path, "w");
  try {
    for (let bytes = pieceBytes; bytes >= 4096; ) {
      try {
        // What did not fit whole is tried in smaller pieces.
        if (writeSync(file, piece, 0, bytes) < bytes) bytes = Math.floor(bytes / 2);
      } catch {
        bytes = Math.floor(bytes / 2);
      }
    }
  } finally {
    closeSync(file);
  }
}
