import sharp, { type Sharp } from "sharp";
import { type FocalPoint, type ImagePlan, planImage } from "@/lib/media/plan-image";
import type { StillProfile } from "@/lib/media/profiles";
import { structuralSimilarity } from "@/lib/media/structural-similarity";

export interface MadeRendition {
  bytes: Buffer;
  mime: "image/jpeg";
  widthPx: number;
  heightPx: number;
  /** How far it is from the source at the same size, 0 to 1. */
  loss: number;
}

interface Pixels {
  data: Buffer;
  widthPx: number;
  heightPx: number;
}

/** Encodings tried between the lowest and the highest quality once both ends are known. */
const bisections = 3;

/**
 * Converts a kept picture for one channel: the largest size, and there the best quality, within the channel's bytes.
 * Of an animation it takes the first frame.
 */
export async function makeRendition(
  picture: Uint8Array,
  profile: StillProfile,
  focalPoint: FocalPoint,
): Promise<MadeRendition | "too_detailed"> {
  const { width, height } = await sharp(picture, { pages: 1 }).metadata();
  const plan = planImage({ widthPx: width, heightPx: height }, profile, focalPoint);
  let largest: Pixels | undefined;
  for (const size of plan.sizes) {
    largest ??= await cutOut(picture, plan, size);
    const pixels = size.widthPx === largest.widthPx ? largest : await shrink(largest, size);
    const bytes = await bestThatFits(pixels, plan);
    if (bytes === null) continue;
    const { widthPx, heightPx } = pixels;
    return { bytes, mime: "image/jpeg", widthPx, heightPx, loss: await lossOf(bytes, pixels) };
  }
  return "too_detailed";
}

const COMPARED_PX_MAX = 512;

/** Compares the middle of both: enough to tell, and quick. */
async function lossOf(encoded: Buffer, pixels: Pixels): Promise<number> {
  const [width, height] = [Math.min(COMPARED_PX_MAX, pixels.widthPx), Math.min(COMPARED_PX_MAX, pixels.heightPx)];
  const window = {
    ...{ width, height },
    left: Math.floor((pixels.widthPx - width) / 2),
    top: Math.floor((pixels.heightPx - height) / 2),
  };
  const grey = (image: Sharp) => image.extract(window).greyscale().raw().toBuffer();
  const [source, made] = await Promise.all([grey(fromPixels(pixels)), grey(sharp(encoded))]);
  return Math.min(1, Math.max(0, 1 - structuralSimilarity(source, made, width, height)));
}

async function cutOut(
  picture: Uint8Array,
  { crop }: ImagePlan,
  size: { widthPx: number; heightPx: number },
): Promise<Pixels> {
  const data = await sharp(picture, { pages: 1 })
    .extract({ left: crop.leftPx, top: crop.topPx, width: crop.widthPx, height: crop.heightPx })
    .resize({ width: size.widthPx, height: size.heightPx, fit: "fill" })
    .flatten({ background: "#ffffff" })
    .toColourspace("srgb")
    .raw()
    .toBuffer();
  return { data, ...size };
}

async function shrink(pixels: Pixels, size: { widthPx: number; heightPx: number }): Promise<Pixels> {
  const data = await fromPixels(pixels)
    .resize({ width: size.widthPx, height: size.heightPx, fit: "fill" })
    .raw()
    .toBuffer();
  return { data, ...size };
}

async function bestThatFits(pixels: Pixels, plan: ImagePlan): Promise<Buffer | null> {
  const encode = (quality: number) => fromPixels(pixels).jpeg({ quality, mozjpeg: true }).toBuffer();
  const finest = await encode(plan.qualityMax);
  if (finest.byteLength <= plan.bytesMax) return finest;
  let best = await encode(plan.qualityMin);
  if (best.byteLength > plan.bytesMax) return null;
  let [fits, over] = [plan.qualityMin, plan.qualityMax];
  for (let step = 0; step < bisections; step++) {
    const quality = Math.round((fits + over) / 2);
    const encoded = await encode(quality);
    if (encoded.byteLength <= plan.bytesMax) [best, fits] = [encoded, quality];
    else over = quality;
  }
  return best;
}

function fromPixels({ data, widthPx, heightPx }: Pixels) {
  return sharp(data, { raw: { width: widthPx, height: heightPx, channels: 3 } });
}
