import type { Drawing } from "@/lib/drawing/schema";
import { imageLimits } from "@/lib/media/plan-image";

/** Where drawn pictures go. Their places are written into addresses that were sent: only ever append. */
export const drawnProfiles = ["mms", "rcs-card", "rcs-carousel", "whatsapp", "messenger", "push", "thumbnail"] as const;
export type DrawnProfile = (typeof drawnProfiles)[number];

/** Size and format of a drawn picture, known before it is drawn. */
export interface Frame {
  widthPx: number;
  heightPx: number;
  mime: "image/png" | "image/jpeg";
  /** The drawn file is never larger. */
  bytesMax: number;
}

/** Frames of channels that crop; the others show any shape. */
const cropped: Partial<Record<DrawnProfile, { widthPx: number; heightPx: number }>> = {
  "rcs-card": { widthPx: 1440, heightPx: 720 },
  "rcs-carousel": { widthPx: 960, heightPx: 720 },
  whatsapp: { widthPx: 1200, heightPx: 628 },
  push: { widthPx: 1024, heightPx: 512 },
};

/** Width of the picture where its shape is free. */
const freeWidthPx: Partial<Record<DrawnProfile, number>> = { mms: 1080, messenger: 1200, thumbnail: 480 };

/** Flat colours and sharp edges (codes, letters, borders) are smaller and cleaner as PNG, photographs as JPEG. */
const flatKinds: readonly Drawing["kind"][] = ["countdown", "qr", "map"];
const flatBytesMax = 200_000;

/** The frame a drawing fills on a channel. Example: a map for `rcs-card` is a PNG of 1440x720. */
export function frameOf(kind: Drawing["kind"], profile: DrawnProfile): Frame {
  const free = freeWidthPx[profile] ?? 960;
  // A code alone is square; everything else is four by three where no channel says otherwise.
  const size = cropped[profile] ?? { widthPx: free, heightPx: kind === "qr" ? free : (free * 3) / 4 };
  const bytesMax = imageLimits[profile].bytesMax;
  if (!flatKinds.includes(kind)) return { ...size, mime: "image/jpeg", bytesMax };
  return { ...size, mime: "image/png", bytesMax: Math.min(bytesMax, flatBytesMax) };
}
