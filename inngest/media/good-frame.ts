import sharp from "sharp";

const FRAMES_LOOKED_AT = 12;
const ENTROPY_MIN = 1;

/** The first frame of an animation that shows something, as a picture; the very first when all are of one colour. */
export async function goodFrame(animation: Uint8Array): Promise<Uint8Array> {
  const { pages = 1 } = await sharp(animation, { limitInputPixels: false }).metadata();
  for (let page = 0; page < Math.min(pages, FRAMES_LOOKED_AT); page++) {
    const { entropy } = await sharp(animation, { page }).resize({ width: 160 }).flatten().greyscale().stats();
    if (entropy < ENTROPY_MIN) continue;
    return page === 0 ? animation : await sharp(animation, { page }).png().toBuffer();
  }
  return animation;
}
