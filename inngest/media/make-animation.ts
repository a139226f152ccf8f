import { stat } from "node:fs/promises";
import { join } from "node:path";
import { inputOf } from "@/inngest/media/file-facts";
import type { Made } from "@/inngest/media/made";
import type { RecordedFile } from "@/inngest/media/make-films";
import { runFfmpeg } from "@/inngest/media/run-ffmpeg";
import { type AnimationPlan, fitsAsItIs, leanerAnimation, planAnimation } from "@/lib/media/plan-animation";
import type { FilmSource } from "@/lib/media/plan-film";
import type { RenditionProfile } from "@/lib/media/profiles";

const TRIES_MAX = 6;
const TIMEOUT_SECONDS = 180;

/** Makes a GIF for a channel out of a GIF or the beginning of a film, as large as its bytes allow. */
export async function makeAnimation(
  file: RecordedFile,
  source: FilmSource,
  about: { profile: RenditionProfile /** What the source weighs when it is a GIF already. */; gifBytes: number | null },
  folder: string,
): Promise<Made> {
  const { profile, gifBytes } = about;
  if (gifBytes !== null && fitsAsItIs(source, profile, gifBytes)) {
    const path = join(folder, `${profile}.gif`);
    const { widthPx, heightPx, durationSeconds } = source;
    // Packed anew, frame for frame: comments and other stowaways stay behind.
    const bytes = await run(file, ["-c", "copy"], path);
    if (bytes !== null) return { path, bytes, mime: "image/gif", widthPx, heightPx, durationSeconds, loss: 0 };
  }
  let plan: AnimationPlan | null = planAnimation(source, profile, gifBytes);
  for (let attempt = 0; plan !== null && attempt < TRIES_MAX; attempt++) {
    const path = join(folder, `${profile}-${attempt}.gif`);
    const bytes = await run(file, encodeArgs(plan), path);
    if (bytes === null) return { failure: "The animation could not be converted. Export it again and upload that." };
    if (bytes <= plan.bytesMax) {
      const { widthPx, heightPx, seconds } = plan;
      return { path, bytes, mime: "image/gif", widthPx, heightPx, durationSeconds: seconds, loss: null };
    }
    plan = leanerAnimation(plan, bytes);
  }
  return { failure: "The animation is too detailed to fit. Upload a shorter or simpler one." };
}

function encodeArgs(plan: AnimationPlan): string[] {
  const size = `scale=${plan.widthPx}:${plan.heightPx}:flags=lanczos,setsar=1`;
  const palette = `split[a][b];[a]palettegen=max_colors=${plan.colours}:stats_mode=diff[p]`;
  const paint = `[b][p]paletteuse=dither=bayer:bayer_scale=4:diff_mode=rectangle`;
  return [
    ...["-t", plan.seconds.toFixed(3), "-filter_complex_threads", "1"],
    ...["-filter_complex", `[0:v:0]fps=${plan.framesPerSecond.toFixed(3)},${size},${palette};${paint}`],
  ];
}

/** How large it became; null when it could not be made. */
async function run(file: RecordedFile, args: string[], path: string): Promise<number | null> {
  const [before, after] = args[0] === "-t" ? [args.slice(0, 2), args.slice(2)] : [[], args];
  const done = await runFfmpeg({
    ffmpegPath: file.ffmpegPath,
    args: [
      ...["-threads", "1", ...before, ...inputOf(file.path, file.demuxer), "-an", ...after],
      ...["-map_metadata", "-1", "-fflags", "+bitexact", "-f", "gif", path],
    ],
    timeoutSeconds: TIMEOUT_SECONDS,
    outputBytesMax: 100_000_000,
  });
  return done.ok ? (await stat(path)).size : null;
}
