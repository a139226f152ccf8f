import { stat } from "node:fs/promises";
import { join } from "node:path";
import { type Demuxer, inputOf } from "@/inngest/media/file-facts";
import type { Made } from "@/inngest/media/made";
import { runFfmpeg } from "@/inngest/media/run-ffmpeg";
import { type FilmEncode, type FilmSource, leanerFilm } from "@/lib/media/plan-film";
import type { RenditionProfile } from "@/lib/media/profiles";

export interface RecordedFile {
  ffmpegPath: string;
  path: string;
  demuxer: Demuxer;
}

const ROUNDS_MAX = 5;

/** Encodes all films in one pass over the source; those that came out too large are made leaner, and again together. */
export async function makeFilms(
  file: RecordedFile,
  source: FilmSource,
  planned: FilmEncode[],
  folder: string,
): Promise<Map<RenditionProfile, Made>> {
  const made = new Map<RenditionProfile, Made>();
  const settle = (encode: FilmEncode, outcome: Made) => {
    for (const profile of encode.profiles) made.set(profile, outcome);
  };
  let open = planned;
  for (let round = 0; round < ROUNDS_MAX && open.length > 0; round++) {
    const targets = open.map((encode, index) => ({ encode, path: join(folder, `film-${round}-${index}.mp4`) }));
    const run = await runFfmpeg({
      ffmpegPath: file.ffmpegPath,
      args: filmArgs(file, source, targets),
      timeoutSeconds: 120 + source.durationSeconds * 20,
      outputBytesMax: 200_000_000,
    });
    if (!run.ok) {
      const failure = /Unknown encoder/.test(run.printed)
        ? "The ffmpeg of this installation cannot write H.264 video. Set FFMPEG_PATH to one that has libx264."
        : run.reason === "timeout"
          ? "Converting took too long. Upload a shorter video."
          : "The video could not be converted. Export it again as MP4 and upload that.";
      for (const encode of open) settle(encode, { failure });
      return made;
    }
    const similarities = [...run.printed.matchAll(/SSIM Mean Y:([\d.]+)/g)].map((match) => Number(match[1]));
    const next: FilmEncode[] = [];
    for (const [index, { encode, path }] of targets.entries()) {
      const { size } = await stat(path);
      if (size <= encode.bytesMax) {
        const similarity = similarities.length === targets.length ? (similarities[index] ?? null) : null;
        settle(encode, {
          ...{ path, bytes: size, mime: "video/mp4", widthPx: encode.widthPx, heightPx: encode.heightPx },
          durationSeconds: source.durationSeconds,
          loss: similarity === null ? null : Math.min(1, Math.max(0, 1 - similarity)),
        });
        continue;
      }
      const leaner = leanerFilm(encode, size);
      if (leaner !== null && round + 1 < ROUNDS_MAX) next.push(leaner);
      else settle(encode, { failure: "It does not fit without falling apart. Upload a shorter video." });
    }
    open = next;
  }
  return made;
}

/** One decoder, one scaler to the largest size, then one encoder for each film. */
export function filmArgs(
  file: RecordedFile,
  source: FilmSource,
  targets: readonly { encode: FilmEncode; path: string }[],
): string[] {
  const widest = targets.reduce((most, { encode }) => (encode.widthPx > most.widthPx ? encode : most), {
    ...{ widthPx: 2, heightPx: 2, framesPerSecond: 1 },
  });
  const fastest = Math.max(...targets.map(({ encode }) => encode.framesPerSecond));
  const toSize = ({ widthPx, heightPx }: { widthPx: number; heightPx: number }) =>
    `scale=${widthPx}:${heightPx}:flags=bicubic,setsar=1`;
  const rate = (framesPerSecond: number) => `fps=${framesPerSecond.toFixed(3)}`;
  // Nothing behind a transparent animation is black to an encoder, and white to everybody else.
  const opening =
    file.demuxer === "gif"
      ? `color=white:s=${widest.widthPx}x${widest.heightPx}:r=${fastest.toFixed(3)}[paper];[0:v:0]${rate(fastest)},${toSize(widest)},format=rgba[drawn];[paper][drawn]overlay=shortest=1:format=auto,format=yuv420p`
      : `[0:v:0]${rate(fastest)},${toSize(widest)},format=yuv420p`;
  const names = targets.map((_, index) => `s${index}`);
  const branches = targets.map(({ encode }, index) => {
    const steps = [
      ...(encode.framesPerSecond < fastest ? [rate(encode.framesPerSecond)] : []),
      ...(encode.widthPx === widest.widthPx ? [] : [toSize(encode)]),
    ];
    return `[s${index}]${steps.length > 0 ? steps.join(",") : "null"}[v${index}]`;
  });
  const graph = `${opening},split=${targets.length}${names.map((name) => `[${name}]`).join("")};${branches.join(";")}`;
  return [
    ...["-threads", "1", ...inputOf(file.path, file.demuxer), "-filter_complex_threads", "1", "-filter_complex", graph],
    ...targets.flatMap(({ encode, path }, index) => [
      ...["-map", `[v${index}]`, ...soundArgs(encode.sound)],
      ...["-c:v", "libx264", "-preset", encode.widthPx * encode.heightPx > 250_000 ? "veryfast" : "medium"],
      ...["-profile:v", encode.h264Profile, "-pix_fmt", "yuv420p", "-crf", "23", "-threads", "1"],
      ...["-maxrate", String(encode.videoBitsPerSecond), "-bufsize", String(bufferBits(encode, source))],
      ...["-x264-params", "ssim=1", "-g", String(Math.max(1, Math.round(encode.framesPerSecond * 4)))],
      ...["-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact"],
      ...["-movflags", "+faststart", "-t", String(source.durationSeconds + 0.5), "-f", "mp4", path],
    ]),
  ];
}

function soundArgs(sound: FilmEncode["sound"]): string[] {
  if (sound === null) return ["-an"];
  const { bitsPerSecond, channels } = sound;
  const sampleRateHz = bitsPerSecond >= 48_000 ? 44_100 : 22_050;
  return [
    ...["-map", "0:a:0", "-c:a", "aac", "-b:a", String(bitsPerSecond), "-ac", String(channels)],
    ...["-ar", String(sampleRateHz), "-flags:a", "+bitexact"],
  ];
}

/** How far the rate may swing: a second and a half, less in a short film, where one swing is the whole of it. */
function bufferBits(encode: FilmEncode, source: FilmSource): number {
  return Math.round(encode.videoBitsPerSecond * Math.min(1.5, Math.max(0.25, source.durationSeconds / 12)));
}
