import { putBlob, readBlob } from "@/db/blobs";
import type { Database } from "@/db/client";
import { mediaToConvert, saveRendition } from "@/db/queries/media";
import { makeRendition } from "@/inngest/media/make-rendition";
import type { FocalPoint } from "@/lib/media/plan-image";
import { isStillProfile, type StillProfile } from "@/lib/media/profiles";

export interface ConvertDeps {
  db: Database;
  now: () => Date;
  /** Another blob folder than the configured one. */
  blobFolder?: string;
}

/** Makes the renditions a media file still lacks, one after the other; each is kept as soon as it is made. */
export async function convertMedia(deps: ConvertDeps, workspaceId: string, mediaId: string): Promise<void> {
  const media = await mediaToConvert(deps.db, workspaceId, mediaId);
  if (media === null) return;
  const picture = await readBlob(media.blobHash, deps.blobFolder);
  for (const profile of media.missing.filter(isStillProfile)) {
    const made = await convert(deps, picture, profile, media.focalPoint);
    await saveRendition(deps.db, workspaceId, mediaId, { ...made, profile, now: deps.now() });
  }
}

const nothing = { blobHash: null, mime: null, bytes: null, widthPx: null, heightPx: null };
const still = { durationSeconds: null, loss: null, focalPoint: null };

async function convert(deps: ConvertDeps, picture: Uint8Array | null, profile: StillProfile, focalPoint: FocalPoint) {
  const failed = (failure: string) => ({ state: "failed" as const, failure, ...nothing, ...still });
  if (picture === null) return failed("The uploaded file is no longer there. Upload it again.");
  // It was decoded when it came in; a decoder that fails now will fail again, so this is an outcome, not a retry.
  const made = await makeRendition(picture, profile, focalPoint).catch(() => "unreadable" as const);
  if (made === "unreadable") return failed("The picture could not be read. Upload it again.");
  if (made === null) return failed("The picture is too detailed for this size. Upload a simpler one.");
  const { mime, widthPx, heightPx } = made;
  const blobHash = await putBlob(made.bytes, deps.blobFolder);
  return {
    state: "ready" as const,
    failure: null,
    ...{ blobHash, mime, bytes: made.bytes.byteLength, widthPx, heightPx },
    ...still,
  };
}
