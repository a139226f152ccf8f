import type { containerOf } from "@/inngest/media/containers";
import { type Demuxer, fileFacts, inputOf } from "@/inngest/media/file-facts";
import { isCutOff } from "@/inngest/media/is-cut-off";
import type { KeptMedia, ReadDeps } from "@/inngest/media/kept-media";
import { runFfmpeg } from "@/inngest/media/run-ffmpeg";
import type { Refusal } from "@/lib/action-result";
import { durationSecondsMax, pixelsMax, soundBytesMax, uploadBytesMax } from "@/lib/media/upload-limits";

type Container = NonNullable<ReturnType<typeof containerOf>>;

const namesLength: ReadonlySet<Demuxer> = new Set(["matroska", "flac", "ogg"]);
const DECODE_SECONDS = 2;
const DECODE_TIMEOUT_SECONDS = 60;

/** Looks into a film or a sound: whether it is whole, can be decoded, and is short enough to be sent. It is kept as it is. */
export async function readRecording(
  path: string,
  bytes: number,
  container: Container,
  { ffmpegPath }: ReadDeps,
): Promise<KeptMedia | { refusal: Refusal }> {
  const what = container.holds === "sound" ? "sound file" : "video";
  if (bytes > uploadBytesMax) {
    return refused("too_large", "The file is larger than 500 MB. Make it shorter or export it at a lower resolution.");
  }
  if (ffmpegPath === null) {
    return refused(
      "no_ffmpeg",
      "Video and audio need ffmpeg, which this installation does not have. Ask whoever runs it to install ffmpeg or set FFMPEG_PATH.",
    );
  }
  const damaged = () =>
    refused("media_damaged", `The ${what} is damaged or cut off and cannot be played. Export or download it again.`);
  if (await isCutOff(path, bytes, container.demuxer)) return damaged();
  const facts = await fileFacts(ffmpegPath, path, container.demuxer);
  if (facts === null) return damaged();
  const { video, audio } = facts;
  if (video === null && container.holds === "film") {
    return refused(
      "no_video",
      "The video has no picture in it. Export it with its picture, or the sound alone as MP3.",
    );
  }
  const kind = container.holds === "sound" ? "audio" : "video";
  if (kind === "audio" && audio === null)
    return refused("no_audio", "There is no sound in this file. Export it again.");
  if (kind === "audio" && bytes > soundBytesMax) {
    return refused("too_large", "The sound is larger than 200 MB. Export it as MP3 and upload that.");
  }
  const durationSeconds = Math.max(facts.durationSeconds ?? 0, facts.readSeconds);
  if (durationSeconds > durationSecondsMax[kind]) {
    const most = durationSecondsMax[kind] / 60;
    return refused(
      "too_long",
      `It plays ${lengthText(durationSeconds)}; at most ${most} minutes are taken. Cut it and upload the part you need.`,
    );
  }
  // What was promised and is not there; a little is rounding and the last frame. Others name no length, or were looked at.
  const frames = 0.1 + 2 / (video?.framesPerSecond ?? 25);
  if (namesLength.has(container.demuxer) && (facts.durationSeconds ?? 0) > facts.readSeconds * 1.005 + frames) {
    return damaged();
  }
  if (kind === "video" && video !== null) {
    if (video.widthPx * video.heightPx > pixelsMax) {
      return refused(
        "too_many_pixels",
        `The video has ${video.widthPx} x ${video.heightPx} pixels. Export it at 4K or less.`,
      );
    }
    // Two seconds, not two hours: the rest is decoded once, when it is converted.
    if (!(await decodes(ffmpegPath, path, container.demuxer, "0:v:0", DECODE_SECONDS))) return damaged();
  } else if (!(await decodes(ffmpegPath, path, container.demuxer, "0:a:0", durationSecondsMax.audio))) {
    return damaged();
  }
  return {
    ...{ kind, durationSeconds: Math.max(0.04, durationSeconds), content: { path } },
    mime: container.mime,
    widthPx: kind === "video" && video !== null ? video.widthPx : null,
    heightPx: kind === "video" && video !== null ? video.heightPx : null,
  };
}

/** Whether anything at all comes out of the decoder. */
async function decodes(
  ffmpegPath: string,
  path: string,
  demuxer: Demuxer,
  stream: string,
  seconds: number,
): Promise<boolean> {
  const run = await runFfmpeg({
    ffmpegPath,
    args: [
      ...["-threads", "1", ...inputOf(path, demuxer), "-map", stream, "-t", String(seconds)],
      ...["-f", "null", "-stats", "-"],
    ],
    timeoutSeconds: DECODE_TIMEOUT_SECONDS,
    outputBytesMax: 1_000_000,
  });
  if (!run.ok) return false;
  const [last] = [...run.printed.matchAll(/time=-?(\d+:\d\d:\d\d(?:\.\d+)?|N\/A)/g)].slice(-1);
  return last !== undefined && last[1] !== "N/A" && !/\bvideo:0KiB audio:0KiB\b/.test(run.printed);
}

function lengthText(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes >= 120
    ? `${Math.floor(minutes / 60)} hours`
    : `${minutes}:${String(Math.floor(seconds % 60)).padStart(2, "0")} minutes`;
}

function refused(code: string, message: string): { refusal: Refusal } {
  return { refusal: { code, message, field: "file" } };
}
