import { spawn } from "node:child_process";

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
const PRINTED_CHARS_MAX = 256_000;
const LOW_PRIORITY = 10;

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
 * Runs ffmpeg as a process of its own with as little as it needs: low priority, bounded memory, processor time, output
 * and patience, none of our environment, nothing to read but its files. The limits are the shell's, and hold where the
 * system knows them; time and output hold everywhere.
 */
export async function runFfmpeg({
  ffmpegPath,
  args,
  timeoutSeconds,
  outputBytesMax,
}: FfmpegRun): Promise<FfmpegOutcome> {
  const limits = [
    `ulimit -c 0`,
    `ulimit -v ${MEMORY_KB_MAX} 2>/dev/null`,
    `ulimit -t ${Math.ceil(timeoutSeconds * 2)} 2>/dev/null`,
    // POSIX counts in blocks of 512 bytes.
    `ulimit -f ${Math.ceil(outputBytesMax / 512)} 2>/dev/null`,
    `exec nice -n ${LOW_PRIORITY} "$0" "$@"`,
  ].join("; ");
  const own = ["-hide_banner", "-nostdin", "-nostats", "-y", ...args];
  const [program, given] =
    process.platform === "win32" ? [ffmpegPath, own] : ["/bin/sh", ["-c", limits, ffmpegPath, ...own]];
  const child = spawn(program, given, {
    stdio: ["ignore", "ignore", "pipe"],
    env: { NODE_ENV: "production", PATH: "/usr/bin:/bin", LC_ALL: "C" },
  });
  let printed = "";
  child.stderr.setEncoding("utf8");
  child.stderr.on("data", (piece: string) => {
    // What describes the file comes first, what became of it last.
    if (printed.length < PRINTED_CHARS_MAX) printed += piece;
    else printed = printed.slice(0, PRINTED_CHARS_MAX / 2) + printed.slice(-PRINTED_CHARS_MAX / 4) + piece;
  });
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill("SIGKILL");
  }, timeoutSeconds * 1000);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    if (code === 0) return { ok: true, printed };
    return { ok: false, reason: isLate ? "timeout" : "failed", printed };
  } catch {
    return { ok: false, reason: "failed", printed };
  } finally {
    clearTimeout(timer);
  }
}
