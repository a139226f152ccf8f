import { stat } from "node:fs/promises";
import { join } from "node:path";
import { inputOf } from "@/inngest/media/file-facts";
import type { Made } from "@/inngest/media/made";
import type { RecordedFile } from "@/inngest/media/make-films";
import { runFfmpeg } from "@/inngest/media/run-ffmpeg";
import type { SoundEncode } from "@/lib/media/plan-sound";
import type { RenditionProfile } from "@/lib/media/profiles";

/** Encodes all sounds in one pass over the source. Their rate is constant, so what was planned fits. */
export async function makeSounds(
  file: RecordedFile,
  durationSeconds: number,
  encodes: SoundEncode[],
  folder: string,
): Promise<Map<RenditionProfile, Made>> {
  const made = new Map<RenditionProfile, Made>();
  if (encodes.length === 0) return made;
  const targets = encodes.map((encode, index) => ({ encode, path: join(folder, `sound-${index}.mp3`) }));
  const run = await runFfmpeg({
    ffmpegPath: file.ffmpegPath,
    args: [
      ...["-threads", "1", ...inputOf(file.path, file.demuxer)],
      ...targets.flatMap(({ encode, path }) => [
        ...["-map", "0:a:0", "-vn", "-c:a", "libmp3lame", "-b:a", String(encode.bitsPerSecond), "-threads", "1"],
        ...["-ac", String(encode.channels), "-ar", String(encode.sampleRateHz), "-t", String(durationSeconds + 0.5)],
        ...["-map_metadata", "-1", "-id3v2_version", "0", "-fflags", "+bitexact", "-f", "mp3", path],
      ]),
    ],
    timeoutSeconds: 120 + durationSeconds,
    outputBytesMax: 100_000_000,
  });
  for (const { encode, path } of targets) {
    const bytes = run.ok ? (await stat(path)).size : null;
    const outcome: Made =
      bytes === null
        ? { failure: "The sound could not be converted. Export it again as MP3 and upload that." }
        : bytes > encode.bytesMax
          ? { failure: "The sound does not fit. Upload a shorter one." }
          : { path, bytes, mime: "audio/mpeg", widthPx: null, heightPx: null, durationSeconds, loss: null };
    for (const profile of encode.profiles) made.set(profile, outcome);
  }
  return made;
}
