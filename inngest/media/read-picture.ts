import { fileTypeFromBuffer } from "file-type";
import sharp from "sharp";
import type { Refusal } from "@/lib/action-result";

/** A picture as Cascade keeps it: upright, sRGB, without metadata such as the place it was taken. */
export interface KeptPicture {
  bytes: Buffer;
  mime: string;
  widthPx: number;
  heightPx: number;
}

/** About 8,000 x 8,000: phones and cameras stay below; files that unpack to far more than they weigh do not. */
const pixelsMax = 64_000_000;
/** No rendition needs more, and everything made later is quicker. */
const sideKeptPxMax = 4096;

const accepted = new Set(["image/jpeg", "image/png", "image/apng", "image/gif", "image/webp"]);

/** Looks at what the bytes are, whatever the file was called, and brings a picture into the form that is kept. */
export async function readPicture(bytes: Uint8Array): Promise<KeptPicture | { refusal: Refusal }> {
  if (bytes.byteLength === 0) return refused("file_empty", "The file is empty. Choose it again.");
  const type = await fileTypeFromBuffer(bytes);
  if (type === undefined || !accepted.has(type.mime)) return refused("not_a_picture", whyNotAccepted(type, bytes));
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (width * height > pixelsMax) {
      return refused(
        "too_many_pixels",
        `The picture has ${width} x ${height} pixels. Scale it down to 64 megapixels or less.`,
      );
    }
    return type.mime === "image/gif" ? await keepGif(bytes) : await keepStill(bytes, type.mime);
  } catch {
    // The decoder's own words ("VipsJpeg: premature end") help nobody who holds the file.
    return refused("picture_damaged", "The picture is damaged or cut off and cannot be read. Export or save it again.");
  }
}

async function keepStill(bytes: Uint8Array, mime: string): Promise<KeptPicture> {
  const image = sharp(bytes, { limitInputPixels: pixelsMax, failOn: "error" });
  const { hasAlpha } = await image.metadata();
  const upright = image
    .autoOrient()
    .resize({ width: sideKeptPxMax, height: sideKeptPxMax, fit: "inside", withoutEnlargement: true })
    .toColourspace("srgb");
  const isPhoto = mime === "image/jpeg" || (mime === "image/webp" && !hasAlpha);
  const encoded = isPhoto ? upright.jpeg({ quality: 92, chromaSubsampling: "4:4:4" }) : upright.png();
  const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
  return { bytes: data, mime: isPhoto ? "image/jpeg" : "image/png", widthPx: info.width, heightPx: info.height };
}

/** Kept as it is, since converting would lose its motion; decoded once to know that it can be. */
async function keepGif(bytes: Uint8Array): Promise<KeptPicture> {
  const { info } = await sharp(bytes, { limitInputPixels: pixelsMax, failOn: "error", pages: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { bytes: Buffer.from(bytes), mime: "image/gif", widthPx: info.width, heightPx: info.height };
}

function whyNotAccepted(type: { ext: string; mime: string } | undefined, bytes: Uint8Array): string {
  if (type?.mime === "image/heic" || type?.mime === "image/heif") {
    return "This is a HEIC photo, as iPhones take them. Export it as JPEG and upload that.";
  }
  if (/<svg[\s>]/i.test(Buffer.from(bytes.subarray(0, 4096)).toString("latin1"))) {
    return "This is an SVG drawing, which phones do not show. Export it as PNG and upload that.";
  }
  const known = type === undefined ? "This is not a picture" : `This is a ${type.ext.toUpperCase()} file`;
  return `${known}, whatever its name says. Upload a JPEG, PNG, GIF or WebP picture.`;
}

function refused(code: string, message: string): { refusal: Refusal } {
  return { refusal: { code, message, field: "file" } };
}
