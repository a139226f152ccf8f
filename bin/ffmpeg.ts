import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";

const fileName = process.platform === "win32" ? "ffmpeg.exe" : "ffmpeg";

/** The ffmpeg to convert with: FFMPEG_PATH, then the PATH, then the optional package that brings one; null without any. */
export function findFfmpeg(configured: string | undefined): string | null {
  if (configured !== undefined) return isExecutable(configured) ? configured : null;
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return [...folders, ...packageFolder()].map((folder) => join(folder, fileName)).find(isExecutable) ?? null;
}

function packageFolder(): string[] {
  try {
    const { resolve } = createRequire(import.meta.url);
    return [dirname(resolve(`@ffmpeg-binary/${process.platform}-${process.arch}/package.json`))];
  } catch {
    return [];
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
