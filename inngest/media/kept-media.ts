import type { MediaKind } from "@/lib/media/profiles";

/** An upload as it is kept: what it is, and the bytes to keep, in memory or as the file that came. */
export interface KeptMedia {
  kind: MediaKind;
  mime: string;
  widthPx: number | null;
  heightPx: number | null;
  durationSeconds: number | null;
  content: { bytes: Buffer } | { path: string };
}

export interface ReadDeps {
  /** Null where films and sound cannot be converted. */
  ffmpegPath: string | null;
}
