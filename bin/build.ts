import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { ROOT } from "@/bin/children";
import { takeLock } from "@/bin/file-lock";
import { pause } from "@/bin/processes";
import { diskFull, Refusal } from "@/bin/refusal";

const SOURCE_FOLDERS = ["app", "components", "lib", "db", "inngest", "public"];
const SOURCE_FILES = ["next.config.ts", "proxy.ts", "postcss.config.mjs", "tsconfig.json", "package-lock.json"];
const BUILD_FOLDER = join(ROOT, process.env.NEXT_DIST_DIR ?? ".next");
const STAMP = join(BUILD_FOLDER, "cascade-sources");

/** Builds the web app unless the present build was made from exactly these sources. */
export async function buildIfChanged(env: NodeJS.ProcessEnv, note: (sentence: string) => void): Promise<void> {
  const lock = await buildLock(note);
  try {
    const sources = sourceHash();
    if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === sources) return;
    note("Building the web app, because its sources changed or this is the first start. This takes about a minute.");
    // Without its stamp a half finished build is never taken for a good one.
    rmSync(STAMP, { force: true });
    await build(env);
    writeFileSync(STAMP, sources);
  } finally {
    lock.release();
  }
}

/** Two starts of one working copy (other data, other port) share the build; one of them makes it. */
async function buildLock(note: (sentence: string) => void): Promise<{ release(): void }> {
  mkdirSync(join(ROOT, ".cache"), { recursive: true });
  for (let told = false; ; told = true) {
    const lock = takeLock(join(ROOT, ".cache", "build.lock"));
    if (!("heldBy" in lock)) return lock;
    if (!told) note(`Waiting for process ${lock.heldBy}, which is building the web app.`);
    await pause(500);
  }
}

function build(env: NodeJS.ProcessEnv): Promise<void> {
  const next = createRequire(import.meta.url).resolve("next/dist/bin/next");
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [next, "build"], {
      cwd: ROOT,
      env: { ...env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    const collect = (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-20_000);
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    const endWithUs = () => child.kill("SIGKILL");
    process.once("exit", endWithUs);
    child.once("error", reject);
    child.once("exit", (code) => {
      process.removeListener("exit", endWithUs);
      if (code === 0) resolve();
      else if (/ENOSPC|No space left on device/.test(said)) reject(diskFull(ROOT));
      else reject(new Refusal(`The web app could not be built:\n${said.trim().split("\n").slice(-60).join("\n")}`));
    });
  });
}

function sourceHash(): string {
  const hash = createHash("sha256");
  const add = (path: string) =>
    hash
      .update(path)
      .update("\0")
      .update(readFileSync(join(ROOT, path)))
      .update("\0");
  for (const file of SOURCE_FILES) if (existsSync(join(ROOT, file))) add(file);
  for (const folder of SOURCE_FOLDERS) {
    if (!existsSync(join(ROOT, folder))) continue;
    const entries = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length));
    for (const path of entries.sort()) add(path);
  }
  return hash.digest("hex");
}
