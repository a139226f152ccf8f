import { accessSync, constants, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";

export interface Browser {
  executablePath: string;
  args: string[];
}

/** No window manager, no GPU, perhaps root: what a browser needs to run on a bare server. */
const ARGS = [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), "--font-render-hinting=none"];

/** The browser for tests: CHROMIUM_PATH, one on the PATH, Playwright's own, or the one inside @sparticuz/chromium. */
export async function findBrowser(cacheFolder: string): Promise<Browser> {
  const executablePath =
    process.env.CHROMIUM_PATH ||
    onPath("chromium", "chromium-browser", "google-chrome", "google-chrome-stable") ||
    (existsSync(chromium.executablePath()) ? chromium.executablePath() : await unpacked(cacheFolder));
  return { executablePath, args: ARGS };
}

function onPath(...names: string[]): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Unpacked beside and renamed, so that a killed or a second run never sees half a browser. */
async function unpacked(cacheFolder: string): Promise<string> {
  const { default: packed } = await import("@sparticuz/chromium");
  const home = join(cacheFolder, "chromium");
  if (!existsSync(join(home, "chromium"))) {
    const unfinished = `${home}.${process.pid}`;
    mkdirSync(unfinished, { recursive: true });
    const { TMPDIR } = process.env;
    // The package unpacks into the temporary folder, wherever that is.
    process.env.TMPDIR = unfinished;
    await packed.executablePath();
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
    try {
      renameSync(unfinished, home);
    } catch (error) {
      if (!existsSync(join(home, "chromium"))) throw error;
      rmSync(unfinished, { recursive: true, force: true });
    }
  }
  return join(home, "chromium");
}
