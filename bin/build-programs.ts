import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, stop } from "esbuild";
import { ROOT } from "@/bin/children";

/** The programs that run for as long as Cascade does, by the sources they start with. */
const sources = { web: "bin/web.ts", worker: "inngest/worker.ts" } as const;

export type Program = keyof typeof sources;

const FOLDER = join(".cache", "programs");

/** What to start: the program built ahead; while one develops its source, which is translated while it is read. */
export function scriptOf(program: Program, isBuilt: boolean): string {
  return isBuilt ? join(FOLDER, `${program}.mjs`) : sources[program];
}

/**
 * Builds the programs, one file each, in well under a second: not worth asking whether their sources changed. Started from
 * their sources each would hold the translator and every source twice, about 100 MB, and start seconds later. Each file is
 * replaced at one stroke: another Cascade of this working copy may be starting its worker from it at this moment.
 */
export async function buildPrograms(): Promise<void> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: Object.entries(sources).map(([out, source]) => ({ in: source, out })),
    outdir: FOLDER,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20.9",
    sourcemap: "linked",
    logLevel: "error",
    write: false,
  });
  mkdirSync(join(ROOT, FOLDER), { recursive: true });
  for (const { path, contents } of outputFiles) {
    const fresh = `${path}.${process.pid}`;
    writeFileSync(fresh, contents);
    renameSync(fresh, path);
  }
  // The bundler is a process of its own, which would stay for as long as this one.
  await stop();
}
