import type { RenditionFile } from "@/lib/channels/contract";
import { fileUrl } from "@/lib/media/file-address";
import type { FocalPoint } from "@/lib/media/plan-image";
import { type RenditionProfile, renditionProfiles } from "@/lib/media/profiles";

/** A rendition as it is stored. */
export interface StoredRendition {
  profile: RenditionProfile;
  state: "ready" | "failed";
  failure: string | null;
  blobHash: string | null;
  mime: string | null;
  bytes: number | null;
  widthPx: number | null;
  heightPx: number | null;
}

/** A media file as screens and channels see it: plain data. */
export interface MediaItem {
  id: string;
  fileName: string;
  mime: string;
  bytes: number;
  widthPx: number;
  heightPx: number;
  alt: string;
  focalPoint: FocalPoint;
  /** ISO 8601. */
  createdAt: string;
  /** What is ready; a profile that is absent here and in `failures` is still being converted. */
  renditions: Partial<Record<RenditionProfile, RenditionFile>>;
  /** Why a conversion gave nothing, by profile. */
  failures: Partial<Record<RenditionProfile, string>>;
}

/** Turns stored rows into what screens and channels see. */
export function toMediaItem(
  media: Omit<MediaItem, "renditions" | "failures" | "createdAt"> & { createdAt: Date; renditions: StoredRendition[] },
  publicUrl: string,
): MediaItem {
  const { id, fileName, mime, bytes, widthPx, heightPx, alt, focalPoint } = media;
  const item: MediaItem = {
    ...{ id, fileName, mime, bytes, widthPx, heightPx, alt, focalPoint },
    createdAt: media.createdAt.toISOString(),
    renditions: {},
    failures: {},
  };
  for (const rendition of media.renditions) {
    const file = readyFile(rendition, publicUrl);
    if (file !== null) item.renditions[rendition.profile] = file;
    else item.failures[rendition.profile] = rendition.failure ?? "It could not be converted.";
  }
  return item;
}

/** True while background work is still making renditions of this file. */
export function isConverting(item: MediaItem): boolean {
  return renditionProfiles.some((profile) => !item.renditions[profile] && !item.failures[profile]);
}

/** The look-up a channel compiles with. */
export function renditionsOf(
  items: Iterable<MediaItem>,
): (mediaId: string, profile: RenditionProfile) => RenditionFile | null {
  const byId = new Map([...items].map((item) => [item.id, item.renditions]));
  return (mediaId, profile) => byId.get(mediaId)?.[profile] ?? null;
}

function readyFile(stored: StoredRendition, publicUrl: string): RenditionFile | null {
  const { state, blobHash, mime, bytes, widthPx, heightPx } = stored;
  if (state !== "ready" || !blobHash || !mime || !bytes || !widthPx || !heightPx) return null;
  return { url: fileUrl(publicUrl, blobHash, mime), mime, widthPx, heightPx, bytes };
}
