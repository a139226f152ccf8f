import type { MediaKind } from "@/lib/media/profiles";

/** The largest file taken at all, whatever it holds. */
export const uploadBytesMax = 500_000_000;
/** A picture is decoded in memory; a film never is. */
export const pictureBytesMax = 25 * 1024 * 1024;
export const soundBytesMax = 200_000_000;

/** How long what is taken may play: converting takes about as long again, and no channel carries more. */
export const durationSecondsMax: Record<Exclude<MediaKind, "image">, number> = {
  gif: 120,
  video: 10 * 60,
  audio: 60 * 60,
};

/** About 8,000 x 8,000 for a picture; a film of 8K is 33 million. */
export const pixelsMax = 64_000_000;
/** All frames of an animation together: it is unpacked whole. */
export const animationPixelsMax = 150_000_000;
/** Of a WebP every frame is painted anew as a GIF: half a minute of work. */
export const webpPixelsMax = 60_000_000;
/** A file comes in pieces of this size, each held in memory once. */
export const pieceBytesMax = 4 * 1024 * 1024;
