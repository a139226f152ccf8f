import { startLimited, withinSeconds } from "@/inngest/media/run-limited";

export interface FfmpegRun {
  ffmpegPath: string;
  args: string[];
  timeoutSeconds: number;
  /** No file it writes becomes larger. */
  outputBytesMax: number;
}

export type FfmpegOutcome =
  /** `printed` is what it said of its work, for us to read and never for people. */
  { ok: true; printed: string } | { ok: false; reason: "timeout" | "failed"; printed: string };

const MEMORY_KB_MAX = 1_500_000;

/**
 * Only files, only what decoders of everyday formats understand: an upload can neither make ffmpeg open an address nor
 * reach a decoder that nobody has looked at for years.
 */
export const inputLimits = [
  "-protocol_whitelist",
  "file,pipe",
  "-codec_whitelist",
  [
    ...[
      "h264",
      "hevc",
      "vp8",
      "vp9",
      "libdav1d",
      "av1",
      "mpeg4",
      "h263",
      "mpeg1video",
      "mpeg2video",
      "mjpeg",
      "prores",
    ],
    ...["msmpeg4", "msmpeg4v2", "wmv2", "gif", "apng", "png", "aac", "mp3", "mp3float", "opus", "libopus", "vorbis"],
    ...["flac", "alac", "ac3", "eac3", "amrnb", "amrwb", "libopencore_amrnb", "libopencore_amrwb", "adpcm_ms"],
    ...["adpcm_ima_wav", "pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_s24be", "pcm_s32le", "pcm_f32le", "pcm_f64le"],
    ...["pcm_u8", "pcm_mulaw", "pcm_alaw", "mp2", "mp2float", "rawvideo", "cinepak", "indeo3"],
  ].join(","),
];

/**
 * Runs ffmpeg as a process of its own with as little as it needs, and nothing to read but its files. One that was stopped
 * together with us has no outcome: that is thrown, so that the work is taken up again.
 */
export async function runFfmpeg({
  ffmpegPath,
  args,
  timeoutSeconds,
  outputBytesMax,
}: FfmpegRun): Promise<FfmpegOutcome> {
  const running = startLimited({
    program: ffmpegPath,
    args: ["-hide_banner", "-nostdin", "-nostats", "-y", ...args],
    ...{ outputBytesMax, memoryKbMax: MEMORY_KB_MAX, cpuSecondsMax: timeoutSeconds * 2 },
  });
  const { end, isLate } = await withinSeconds(timeoutSeconds, running, running.ended);
  const { how, printed } = end;
  if (how === "stopped") throw new Error("ffmpeg was stopped before it was done");
  return how === "done" ? { ok: true, printed } : { ok: false, reason: isLate ? "timeout" : "failed", printed };
}
