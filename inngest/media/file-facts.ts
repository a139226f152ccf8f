import { inputLimits, runFfmpeg } from "@/inngest/media/run-ffmpeg";
import { type FileFacts, readFfmpegFacts } from "@/lib/media/read-ffmpeg-facts";

/** Demuxers a file may be opened with. It is named, never guessed: a playlist that poses as a film is read as a film, and is none. */
export type Demuxer = "mov" | "matroska" | "avi" | "mp3" | "aac" | "ogg" | "wav" | "flac" | "gif" | "apng";

/** How ffmpeg is to open a file that came from outside. */
export function inputOf(path: string, demuxer: Demuxer): string[] {
  return [...inputLimits, "-f", demuxer, "-i", `file:${path}`];
}

const READ_TIMEOUT_SECONDS = 60;

/**
 * Reads a file from end to end without decoding it and says what is in it, and how long what is really there plays.
 * Null when it cannot be opened or read through.
 */
export async function fileFacts(
  ffmpegPath: string,
  path: string,
  demuxer: Demuxer,
): Promise<(FileFacts & { readSeconds: number }) | null> {
  const run = await runFfmpeg({
    ffmpegPath,
    args: [...inputOf(path, demuxer), "-map", "0:v:0?", "-map", "0:a:0?", "-c", "copy", "-f", "null", "-stats", "-"],
    timeoutSeconds: READ_TIMEOUT_SECONDS,
    outputBytesMax: 1_000_000,
  });
  if (!run.ok) return null;
  const facts = readFfmpegFacts(run.printed);
  const [last] = [...run.printed.matchAll(/time=(-?)(\d+):(\d\d):(\d\d(?:\.\d+)?)/g)].slice(-1);
  const readSeconds = last && last[1] === "" ? Number(last[2]) * 3600 + Number(last[3]) * 60 + Number(last[4]) : 0;
  return { ...facts, readSeconds };
}
