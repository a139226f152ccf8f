import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";

/** Whether video can be converted: FFMPEG_PATH, then the PATH, then the optional package that brings one. */
export function hasFfmpeg(configured: string | undefined): boolean {
  if (configured !== undefined) return isExecutable(configured);
  const name = process.platform === "win32" ? "ffmpeg.exe" : "ffmpeg";
  if ((process.env.PATH ?? "").split(delimiter).some((folder) => folder !== "" && isExecutable(join(folder, name)))) {
    return true;
  }
  try {
    createRequire(import.meta.url).resolve(`@ffmpeg-binary/${process.platform}-${process.arch}/package.json`);
    return true;
  } catch {
    return false;
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
