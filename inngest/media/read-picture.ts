import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileTypeFromBuffer } from "file-type";
import sharp from "sharp";
import { inputOf } from "@/inngest/media/file-facts";
import { isCutOff } from "@/inngest/media/is-cut-off";
import { isPicture } from "@/inngest/media/picture-types";
import { runFfmpeg } from "@/inngest/media/run-ffmpeg";
import { withScratch } from "@/inngest/media/with-scratch";
import type { Refusal } from "@/lib/action-result";
import {
  animationPixelsMax,
  durationSecondsMax,
  pictureBytesMax,
  pixelsMax,
  webpPixelsMax,
} from "@/lib/media/upload-limits";
import { whyNotTaken } from "@/lib/media/why-not-taken";

/** A picture as Cascade keeps it: upright, sRGB, without metadata such as the place it was taken; moving ones as GIF. */
export interface KeptPicture {
  kind: "image" | "gif";
  mime: string;
  widthPx: number;
  heightPx: number;
  durationSeconds: number | null;
  content: { bytes: Buffer };
}

type Outcome = KeptPicture | { refusal: Refusal };

/** No rendition needs more, and everything made later is quicker. */
const sideKeptPxMax = 4096;
const framesMax = 2_000;

/** Looks at what the bytes are, whatever the file was called, and brings a picture into the form that is kept. */
export async function readPicture(bytes: Uint8Array, deps: { ffmpegPath: string | null }): Promise<Outcome> {
  if (bytes.byteLength === 0) return refused("file_empty", "The file is empty. Choose it again.");
  const type = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (type === undefined || !isPicture(type.mime)) {
    const head = Buffer.from(bytes.subarray(0, 4096)).toString("latin1");
    return refused("not_a_picture", whyNotTaken({ mime: type?.mime ?? "", extension: type?.ext ?? null, head }));
  }
  try {
    const found = await sharp(bytes, { limitInputPixels: false }).metadata();
    const { pages = 1 } = found;
    const [width, pageHeight] = claimedSize(bytes, type.mime, found.width, found.pageHeight ?? found.height);
    if (width * pageHeight > pixelsMax) {
      return refused(
        "too_many_pixels",
        `The picture has ${width} x ${pageHeight} pixels. Scale it down to 64 megapixels or less.`,
      );
    }
    const framePixelsMax = type.mime === "image/webp" && pages > 1 ? webpPixelsMax : animationPixelsMax;
    if (pages > framesMax || width * pageHeight * pages > framePixelsMax) {
      return refused(
        "too_many_frames",
        "The animation has too many frames for its size. Make it smaller or shorter, or upload it as a video.",
      );
    }
    if (type.mime === "image/apng" && deps.ffmpegPath !== null) return await keepApng(bytes, deps.ffmpegPath);
    if (pages > 1) return await keepMoving(bytes, type.mime);
    if (type.mime === "image/gif" && (await withFile(bytes, (path) => isCutOff(path, bytes.byteLength, "gif")))) {
      return damaged();
    }
    return await keepStill(bytes, type.mime);
  } catch {
    // The decoder's own words ("VipsJpeg: premature end") help nobody who holds the file.
    return damaged();
  }
}

/** What a GIF claims to measure counts, even where this decoder knows better: the next one may believe it. */
function claimedSize(bytes: Uint8Array, mime: string, widthPx: number, heightPx: number): [number, number] {
  if (mime !== "image/gif") return [widthPx, heightPx];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return [Math.max(widthPx, view.getUint16(6, true)), Math.max(heightPx, view.getUint16(8, true))];
}

async function keepStill(bytes: Uint8Array, mime: string): Promise<Outcome> {
  const image = sharp(bytes, { limitInputPixels: pixelsMax, failOn: "error", pages: 1 });
  const { hasAlpha } = await image.metadata();
  const upright = image
    .autoOrient()
    .resize({ width: sideKeptPxMax, height: sideKeptPxMax, fit: "inside", withoutEnlargement: true })
    .toColourspace("srgb");
  const isPhoto = mime === "image/jpeg" || (mime === "image/webp" && !hasAlpha);
  const encoded = isPhoto ? upright.jpeg({ quality: 92, chromaSubsampling: "4:4:4" }) : upright.png();
  const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
  return {
    ...{ kind: "image", durationSeconds: null, content: { bytes: data } },
    ...{ mime: isPhoto ? "image/jpeg" : "image/png", widthPx: info.width, heightPx: info.height },
  };
}

/** Frames with their times. A GIF is kept as it is; a WebP becomes one, since that is what converters and phones read. */
async function keepMoving(bytes: Uint8Array, mime: string): Promise<Outcome> {
  if (mime === "image/gif") {
    if (await withFile(bytes, (path) => isCutOff(path, bytes.byteLength, "gif"))) return damaged();
    // Unpacked once, from the first frame to the last, to know that it can be.
    await sharp(bytes, { limitInputPixels: animationPixelsMax, failOn: "error", animated: true, sequentialRead: true })
      .resize({ width: 8 })
      .raw()
      .toBuffer();
    return await asGif(Buffer.from(bytes));
  }
  const gif = await sharp(bytes, { limitInputPixels: animationPixelsMax, failOn: "error", animated: true })
    .gif({ effort: 3 })
    .toBuffer();
  return await asGif(gif);
}

/** The picture decoder knows an animated PNG by its first frame only. */
async function keepApng(bytes: Uint8Array, ffmpegPath: string): Promise<Outcome> {
  const gif = await withFile(bytes, async (path, folder) => {
    const made = join(folder, "moving.gif");
    const palette = "split[a][b];[a]palettegen=stats_mode=diff[p];[b][p]paletteuse=dither=bayer:bayer_scale=4";
    const run = await runFfmpeg({
      ffmpegPath,
      args: [
        ...["-threads", "1", ...inputOf(path, "apng"), "-filter_complex", `[0:v:0]fps=20,${palette}`],
        ...["-t", String(durationSecondsMax.gif + 1), "-frames:v", String(framesMax), made],
      ],
      timeoutSeconds: 60,
      outputBytesMax: pictureBytesMax * 2,
    });
    if (!run.ok) return null;
    return await readFile(made);
  });
  if (gif === null) return damaged();
  const { pages = 1 } = await sharp(gif, { limitInputPixels: false }).metadata();
  return pages > 1 ? await asGif(gif) : await keepStill(bytes, "image/png");
}

async function asGif(bytes: Buffer): Promise<Outcome> {
  const { width, height, pageHeight = height, delay = [] } = await sharp(bytes, { limitInputPixels: false }).metadata();
  // Browsers play a frame of 0 or 1 hundredths as one of ten.
  const durationSeconds = delay.reduce((sum, frame) => sum + (frame <= 10 ? 100 : frame), 0) / 1000;
  if (durationSeconds > durationSecondsMax.gif) {
    return refused(
      "too_long",
      `The animation plays ${Math.round(durationSeconds)} seconds; at most ${durationSecondsMax.gif} are taken. Shorten it, or upload it as a video.`,
    );
  }
  return {
    ...{ kind: "gif", mime: "image/gif", widthPx: width, heightPx: pageHeight },
    ...{ durationSeconds: Math.max(0.1, durationSeconds), content: { bytes } },
  };
}

function withFile<Result>(bytes: Uint8Array, work: (path: string, folder: string) => Promise<Result>): Promise<Result> {
  return withScratch(async (folder) => {
    const path = join(folder, "upload");
    await writeFile(path, bytes);
    return await work(path, folder);
  });
}

function damaged(): { refusal: Refusal } {
  return refused("picture_damaged", "The picture is damaged or cut off and cannot be read. Export or save it again.");
}

function refused(code: string, message: string): { refusal: Refusal } {
  return { refusal: { code, message, field: "file" } };
}
