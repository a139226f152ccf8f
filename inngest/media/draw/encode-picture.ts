import type { Sharp } from "sharp";
import type { Frame } from "@/lib/drawing/frames";

const jpegQualities = [86, 70, 54, 36, 22];
const pngColours = [256, 64, 16, 4];
const blurs = [2, 10, 40];

/** Encodes a picture of the frame's size within its bytes; something always fits, at worst softly. */
export async function encodePicture(picture: Sharp, frame: Frame): Promise<Buffer> {
  for await (const bytes of frame.mime === "image/png" ? asPng(picture) : asJpeg(picture)) {
    if (bytes.byteLength <= frame.bytesMax) return bytes;
  }
  throw new Error("no encoding of the picture is small enough");
}

async function* asPng(picture: Sharp): AsyncGenerator<Buffer> {
  // Eight bits per channel and no palette: the one kind WhatsApp is known to take.
  yield await picture.clone().removeAlpha().png({ compressionLevel: 9 }).toBuffer();
  for (const colours of pngColours) {
    yield await picture
      .clone()
      .removeAlpha()
      .png({ palette: true, colours, dither: 0, compressionLevel: 9 })
      .toBuffer();
  }
}

async function* asJpeg(picture: Sharp): AsyncGenerator<Buffer> {
  for (const quality of jpegQualities) yield await picture.clone().jpeg({ quality, mozjpeg: true }).toBuffer();
  for (const sigma of blurs) yield await picture.clone().blur(sigma).jpeg({ quality: 32, mozjpeg: true }).toBuffer();
}
