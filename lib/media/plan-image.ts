import { isStillProfile, type RenditionProfile, type StillProfile } from "@/lib/media/profiles";

/** What is known of a picture before it is converted: as it is seen, upright. */
export interface ImageSource {
  widthPx: number;
  heightPx: number;
}

/** Where the eye should rest, 0..1 from the top left. */
export interface FocalPoint {
  x: number;
  y: number;
}

export interface ImageLimits {
  widthPxMax: number;
  heightPxMax: number;
  /** Width divided by height that the channel shows; null keeps the picture whole. */
  aspectRatio: number | null;
  /** No rendition is ever larger. */
  bytesMax: number;
}

/**
 * Which picture each channel gets. Always an upright sRGB JPEG without metadata: the one format every channel takes.
 * Transparent parts become white.
 */
export const imageLimits: Record<StillProfile, ImageLimits> = {
  // 500 KB is the size every carrier passes (Bandwidth, Sinch); text and headers of the message count too.
  mms: { widthPxMax: 1080, heightPxMax: 1920, aspectRatio: null, bytesMax: 480_000 },
  // Google's best size for a vertical card of medium height; devices crop anything else from the centre.
  "rcs-card": { widthPxMax: 1440, heightPxMax: 720, aspectRatio: 2, bytesMax: 1_000_000 },
  // Cards of a carousel show 4:3; phones fetch up to ten of them at once.
  "rcs-carousel": { widthPxMax: 960, heightPxMax: 720, aspectRatio: 4 / 3, bytesMax: 500_000 },
  // Shown while a film loads: at most 100 KB, better 50 KB (Google).
  "rcs-thumbnail": { widthPxMax: 770, heightPxMax: 335, aspectRatio: 770 / 335, bytesMax: 50_000 },
  // Template headers are shown 1.91:1. The limit is 5 MB, but pictures under 1 MB arrive faster.
  whatsapp: { widthPxMax: 1200, heightPxMax: 628, aspectRatio: 1200 / 628, bytesMax: 1_000_000 },
  // The limit is 8 MB by address; shown whole.
  messenger: { widthPxMax: 1600, heightPxMax: 1600, aspectRatio: null, bytesMax: 1_000_000 },
  // Chrome shows about 2:1 and fetches it while the notification waits.
  push: { widthPxMax: 1024, heightPxMax: 512, aspectRatio: 2, bytesMax: 300_000 },
  thumbnail: { widthPxMax: 480, heightPxMax: 480, aspectRatio: null, bytesMax: 50_000 },
};

/** Whether what this profile shows depends on the focal point. */
export function isCropped(profile: RenditionProfile): boolean {
  return isStillProfile(profile) && imageLimits[profile].aspectRatio !== null;
}

export interface ImagePlan {
  /** Part of the upright source that is shown. */
  crop: { leftPx: number; topPx: number; widthPx: number; heightPx: number };
  /** Sizes to try, largest first; the first at which an acceptable quality fits is taken. Never larger than the source. */
  sizes: { widthPx: number; heightPx: number }[];
  qualityMax: number;
  qualityMin: number;
  bytesMax: number;
}

const shrinkSteps = [1, 0.85, 0.7, 0.55, 0.4, 0.28, 0.2];

/** How to convert a picture for a channel. Example: 4000x3000 for `rcs-card` keeps 4000x2000 around the focal point, at 1440x720 or less. */
export function planImage(source: ImageSource, profile: StillProfile, focalPoint: FocalPoint): ImagePlan {
  const limits = imageLimits[profile];
  const crop = cropAround(source, limits.aspectRatio, focalPoint);
  const scale = Math.min(1, limits.widthPxMax / crop.widthPx, limits.heightPxMax / crop.heightPx);
  const sizes = shrinkSteps.map((step) => ({
    widthPx: atLeastOne(crop.widthPx * scale * step),
    heightPx: atLeastOne(crop.heightPx * scale * step),
  }));
  return { crop, sizes, qualityMax: 86, qualityMin: 58, bytesMax: limits.bytesMax };
}

/** The largest part of that shape whose centre is as near to the focal point as the edges allow. */
export function cropAround(
  { widthPx, heightPx }: ImageSource,
  aspectRatio: number | null,
  focalPoint: FocalPoint,
): ImagePlan["crop"] {
  if (aspectRatio === null) return { leftPx: 0, topPx: 0, widthPx, heightPx };
  const width = Math.min(widthPx, atLeastOne(heightPx * aspectRatio));
  const height = Math.min(heightPx, atLeastOne(widthPx / aspectRatio));
  return {
    leftPx: clamp(Math.round(focalPoint.x * widthPx - width / 2), 0, widthPx - width),
    topPx: clamp(Math.round(focalPoint.y * heightPx - height / 2), 0, heightPx - height),
    widthPx: width,
    heightPx: height,
  };
}

function atLeastOne(px: number): number {
  return Math.max(1, Math.round(px));
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
