import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { ROOT } from "@/bin/children";

const require = createRequire(import.meta.url);

/** The path of the one route. */
export const barePath = "/api/webhooks";

/** Makes and builds an app of the framework that only answers 200, once for each version of it. Answers its folder. */
export async function makeBareNext(note: (sentence: string) => void): Promise<string> {
  const folder = join(ROOT, ".cache", "bare-next");
  const stamp = join(folder, "built-by");
  const { version } = require("next/package.json") as { version: string };
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === version) return folder;
  note("Building an app with one bare route.");
  const routeFolder = join(folder, "app", barePath);
  mkdirSync(routeFolder, { recursive: true });
  writeFileSync(join(routeFolder, "route.js"), "export const POST = () => new Response(null, { status: 200 });\n");
  const config = { poweredByHeader: false, turbopack: { root: ROOT }, experimental: { cpus: 1 } };
  writeFileSync(join(folder, "next.config.mjs"), `export default ${JSON.stringify(config)};\n`);
  await new Promise<void>((resolve, reject) => {
    const build = spawn(process.execPath, [require.resolve("next/dist/bin/next"), "build"], {
      cwd: folder,
      env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", NEXT_DIST_DIR: "" },
      stdio: ["ignore", "ignore", "inherit"],
    });
    build.once("error", reject);
    build.once("exit", (code) => (code === 0 ? resolve() : reject(new Error("the bare app could not be built"))));
  });
  writeFileSync(stamp, version);
  return folder;
}
