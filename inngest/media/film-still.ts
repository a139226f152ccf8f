import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { type Demuxer, inputOf } from "@/inngest/media/file-facts";
import { runFfmpeg } from "@/inngest/media/run-ffmpeg";
import { withScratch } from "@/inngest/media/with-scratch";

const LOOKED_AT_SECONDS = 6;
const STILL_SIDE_PX_MAX = 1920;
/** A black or one-coloured frame has next to no entropy; a scene has 5 and more. */
const ENTROPY_MIN = 2;

/** The first frame of a film that shows something, upright; films often begin in black. Null when nothing can be decoded. */
export async function filmStill(ffmpegPath: string, path: string, demuxer: Demuxer): Promise<Buffer | null> {
  return await withScratch(async (folder) => {
    const fit = `scale=w='min(${STILL_SIDE_PX_MAX},iw*sar)':h='min(${STILL_SIDE_PX_MAX},ih)':force_original_aspect_ratio=decrease`;
    await runFfmpeg({
      ffmpegPath,
      args: [
        ...["-threads", "1", ...inputOf(path, demuxer), "-map", "0:v:0", "-t", String(LOOKED_AT_SECONDS)],
        ...[
          "-vf",
          `fps=2:round=up:start_time=0,${fit},setsar=1`,
          "-frames:v",
          "12",
          "-c:v",
          "png",
          "-compression_level",
          "1",
        ],
        ...["-map_metadata", "-1", join(folder, "%03d.png")],
      ],
      timeoutSeconds: 60,
      outputBytesMax: 40_000_000,
    });
    const frames = (await readdir(folder)).sort();
    let best: { frame: Buffer; entropy: number } | null = null;
    for (const name of frames) {
      const frame = await readFile(join(folder, name));
      const { entropy } = await sharp(frame).resize({ width: 160 }).greyscale().stats();
      if (entropy >= ENTROPY_MIN) return frame;
      if (best === null || entropy > best.entropy) best = { frame, entropy };
    }
    return best?.frame ?? null;
  });
}
