import type { RenditionFile } from "@/lib/channels/contract";
import { fileUrl } from "@/lib/media/file-address";
import { type FocalPoint, isCropped } from "@/lib/media/plan-image";
import { type MediaKind, profilesOf, type RenditionProfile } from "@/lib/media/profiles";

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
  durationSeconds: number | null;
  /** What the conversion cost, 0 (nothing that can be seen) to 1; null where it was not measured. */
  loss: number | null;
  /** The point a crop was made around; null for what is shown whole. */
  focalPoint: FocalPoint | null;
}

/** A media file as screens and channels see it: plain data. */
export interface MediaItem {
  id: string;
  kind: MediaKind;
  fileName: string;
  mime: string;
  bytes: number;
  /** Null for what can only be heard. */
  widthPx: number | null;
  heightPx: number | null;
  /** How long it plays; null for a still. */
  durationSeconds: number | null;
  alt: string;
  focalPoint: FocalPoint;
  /** ISO 8601. */
  createdAt: string;
  /** What is ready; a profile that is absent here and in `failures` is still being converted. */
  renditions: Partial<Record<RenditionProfile, RenditionFile>>;
  /** Why a conversion gave nothing, by profile. */
  failures: Partial<Record<RenditionProfile, string>>;
  /** What each conversion cost, 0 to 1, where it was measured. */
  losses: Partial<Record<RenditionProfile, number>>;
  /** Still being made, or being made again around another focal point. */
  pending: RenditionProfile[];
}

/** Turns stored rows into what screens and channels see. */
export function toMediaItem(
  media: Omit<MediaItem, "renditions" | "failures" | "losses" | "pending" | "createdAt"> & {
    createdAt: Date;
    renditions: StoredRendition[];
  },
  publicUrl: string,
): MediaItem {
  const { id, kind, fileName, mime, bytes, widthPx, heightPx, durationSeconds, alt, focalPoint } = media;
  const item: MediaItem = {
    ...{ id, kind, fileName, mime, bytes, widthPx, heightPx, durationSeconds, alt, focalPoint },
    createdAt: media.createdAt.toISOString(),
    renditions: {},
    failures: {},
    losses: {},
    pending: profilesOf(kind).filter(
      (profile) => !media.renditions.some((made) => made.profile === profile && !isOutdated(made, focalPoint)),
    ),
  };
  for (const rendition of media.renditions) {
    const file = readyFile(rendition, publicUrl);
    if (file !== null) item.renditions[rendition.profile] = file;
    if (file !== null && rendition.loss !== null) item.losses[rendition.profile] = rendition.loss;
    if (file === null) item.failures[rendition.profile] = rendition.failure ?? "It could not be converted.";
  }
  return item;
}

/** True for a crop that was made around another point than is wanted now. */
export function isOutdated(made: Pick<StoredRendition, "profile" | "focalPoint">, wanted: FocalPoint): boolean {
  const { profile, focalPoint } = made;
  // Made before points were noted: around the middle.
  const around = focalPoint ?? { x: 0.5, y: 0.5 };
  return isCropped(profile) && (around.x !== wanted.x || around.y !== wanted.y);
}

/** True while background work is still making renditions of this file. */
export function isConverting(item: MediaItem): boolean {
  return item.pending.length > 0;
}

/** The look-up a channel compiles with. */
export function renditionsOf(
  items: Iterable<MediaItem>,
): (mediaId: string, profile: RenditionProfile) => RenditionFile | null {
  const byId = new Map([...items].map((item) => [item.id, item.renditions]));
  return (mediaId, profile) => byId.get(mediaId)?.[profile] ?? null;
}

function readyFile(stored: StoredRendition, publicUrl: string): RenditionFile | null {
  const { state, blobHash, mime, bytes, durationSeconds } = stored;
  if (state !== "ready" || !blobHash || !mime || !bytes) return null;
  const url = fileUrl(publicUrl, blobHash, mime);
  return { url, mime, widthPx: stored.widthPx ?? 0, heightPx: stored.heightPx ?? 0, bytes, durationSeconds };
}
