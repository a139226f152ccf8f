import { fileTypeFromBuffer } from "file-type";
import sharp, { type Sharp } from "sharp";
import type { Frame } from "@/lib/drawing/frames";

/** Decoded within the web server, while a provider waits: what shops show is far smaller. */
const pixelsMax = 25_000_000;
/** A shape this near to the frame's is cropped; any other is shown whole, since a cut product sells badly. */
const cropRatioMax = 1.2;
/** Small pictures are not blown up beyond this. */
const enlargeMax = 2;
/** Up to this much of a difference along its rim a picture counts as standing on one colour. */
const plainRimDeviation = 12;

/**
 * What shops show their products in. Whatever else the decoder knows is left alone: an SVG of 300 bytes, written to that
 * end, keeps a processor for hours.
 */
const photoTypes = new Set(["image/jpeg", "image/png", "image/apng", "image/webp", "image/avif", "image/gif"]);
const decodeSeconds = 10;

/** A product picture fitted to the frame: cropped when its shape is near, else whole on its own ground. Null when it cannot be read. */
export async function drawPhoto(bytes: Uint8Array, frame: Frame): Promise<Sharp | null> {
  try {
    const type = await fileTypeFromBuffer(bytes);
    if (type === undefined || !photoTypes.has(type.mime)) return null;
    const upright = await sharp(bytes, { pages: 1, limitInputPixels: pixelsMax, failOn: "error" })
      .timeout({ seconds: decodeSeconds })
      .autoOrient()
      .resize({ width: 2400, height: 2400, fit: "inside", withoutEnlargement: true })
      .flatten({ background: "#ffffff" })
      .toColourspace("srgb")
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = upright.info;
    const photo = sharp(upright.data, { raw: { width, height, channels } });
    return await toPixels(await fitPhoto(photo, { width, height }, frame));
  } catch {
    return null;
  }
}

async function fitPhoto(
  photo: Sharp,
  { width, height }: { width: number; height: number },
  frame: Frame,
): Promise<Sharp> {
  const size = { width: frame.widthPx, height: frame.heightPx };
  const shape = width / height / (size.width / size.height);
  const cover = Math.max(size.width / width, size.height / height);
  if (Math.max(shape, 1 / shape) <= cropRatioMax && cover <= enlargeMax) {
    return photo.clone().resize({ ...size, fit: "cover", position: "attention" });
  }
  const scale = Math.min(size.width / width, size.height / height, enlargeMax);
  const input = await photo
    .clone()
    .resize({
      width: Math.max(1, Math.round(width * scale)),
      height: Math.max(1, Math.round(height * scale)),
      fit: "fill",
    })
    .png({ compressionLevel: 1 })
    .toBuffer();
  const rim = await plainRim(photo, { width, height });
  const ground =
    rim === null
      ? photo
          .clone()
          .resize({ ...size, fit: "cover" })
          .blur(40)
          .modulate({ brightness: 0.8 })
      : sharp({ create: { ...size, channels: 3, background: rim } });
  const solid = await ground.png({ compressionLevel: 1 }).toBuffer();
  return sharp(solid).composite([{ input, gravity: "centre" }]);
}

/** The colour all four edges have, as product pictures on white do; null when they differ. */
async function plainRim(photo: Sharp, { width, height }: { width: number; height: number }) {
  const edges = [
    { left: 0, top: 0, width, height: 1 },
    { left: 0, top: height - 1, width, height: 1 },
    { left: 0, top: 0, width: 1, height },
    { left: width - 1, top: 0, width: 1, height },
  ];
  const stats = await Promise.all(
    edges.map(async (edge) => sharp(await photo.clone().extract(edge).png().toBuffer()).stats()),
  );
  const means = [0, 1, 2].map((channel) =>
    stats.map(({ channels }) => (channels[channel] ?? channels[0])?.mean ?? 255),
  );
  const even = stats.every(({ channels }) => channels.every(({ stdev }) => stdev <= plainRimDeviation));
  const alike = means.every((values) => Math.max(...values) - Math.min(...values) <= plainRimDeviation);
  if (!even || !alike) return null;
  const [r = 255, g = 255, b = 255] = means.map((values) =>
    Math.round(values.reduce((sum, value) => sum + value, 0) / values.length),
  );
  return { r, g, b };
}

/** Done once, however often the result is encoded. */
async function toPixels(picture: Sharp): Promise<Sharp> {
  const { data, info } = await picture.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
}
