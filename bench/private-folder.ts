import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Runs something with an empty folder of its own, gone afterwards. */
export async function withPrivateFolder<Result>(run: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "cascade-bench-"));
  // Root's database server runs as another user and has to walk through.
  chmodSync(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
  try {
    return await run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
