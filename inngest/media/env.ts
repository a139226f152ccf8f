import { z } from "zod";

const environment = z.object({
  /** The launcher says which one it found; empty when there is none. */
  FFMPEG_PATH: z.string().default(""),
});

/** The ffmpeg to convert with; null when films and sound cannot be converted here. */
export function ffmpegPath(): string | null {
  return environment.parse(process.env).FFMPEG_PATH || null;
}

/** From here on this process puts what it needs for a moment into that folder. */
export function putScratchInto(folder: string): void {
  for (const name of ["TMPDIR", "TEMP", "TMP"]) process.env[name] = folder;
}
