import { createReadStream } from "node:fs";
import { blobPath, putBlobStream, statBlob } from "@/db/blobs";
import type { Database } from "@/db/client";
import { type MediaToConvert, madeOfSameBytes, mediaToConvert, saveRendition } from "@/db/queries/media";
import type { Made } from "@/inngest/media/made";
import { makeMoving } from "@/inngest/media/make-all";
import { orderStills } from "@/inngest/media/order-pictures";
import { withScratch } from "@/inngest/media/with-scratch";
import { isCropped } from "@/lib/media/plan-image";
import { isStillProfile, type RenditionProfile } from "@/lib/media/profiles";

export interface ConvertDeps {
  db: Database;
  now: () => Date;
  /** Null where films and sound cannot be converted. */
  ffmpegPath: string | null;
  /** Another blob folder than the configured one. */
  blobFolder?: string;
}

/** Stills are quick and wait for nothing; films and sound take minutes. */
export type ConvertPart = "stills" | "moving";

/**
 * Makes the renditions of one part that a media file still lacks. Each is kept as soon as it is made, and what was made
 * of the same bytes before is not made again.
 */
export async function convertMedia(
  deps: ConvertDeps,
  workspaceId: string,
  mediaId: string,
  part: ConvertPart,
): Promise<void> {
  const media = await mediaToConvert(deps.db, workspaceId, mediaId);
  if (media === null) return;
  const ofPart = media.missing.filter((profile) => isStillProfile(profile) === (part === "stills"));
  const missing = await withoutReused(deps, workspaceId, mediaId, media, ofPart);
  if (missing.length === 0) return;
  const save = (profile: RenditionProfile, made: Made) => keep(deps, workspaceId, mediaId, media, profile, made);
  const failAll = async (failure: string) => {
    for (const profile of missing) await save(profile, { failure });
  };
  if ((await statBlob(media.blobHash, deps.blobFolder)) === null) {
    return await failAll("The uploaded file is no longer there. Upload it again.");
  }
  const source = { ...media, path: blobPath(media.blobHash, deps.blobFolder), ffmpegPath: deps.ffmpegPath };
  await withScratch((folder) =>
    part === "stills"
      ? orderStills(source, missing.filter(isStillProfile), folder, save)
      : makeMoving(source, missing, folder, save),
  );
}

/** Puts a made file where the public finds it, and says so in a row. */
async function keep(
  deps: ConvertDeps,
  workspaceId: string,
  mediaId: string,
  media: MediaToConvert,
  profile: RenditionProfile,
  made: Made,
): Promise<void> {
  const focalPoint = isCropped(profile) ? media.focalPoint : null;
  const common = { profile, focalPoint, now: deps.now() };
  if ("failure" in made) {
    await saveRendition(deps.db, workspaceId, mediaId, {
      ...common,
      ...nothing,
      state: "failed",
      failure: made.failure,
    });
    return;
  }
  const { path, ...facts } = made;
  const stored = await putBlobStream(createReadStream(path), { bytesMax: facts.bytes }, deps.blobFolder);
  if (stored === "too_large") throw new Error("A converted file grew while it was being kept");
  await saveRendition(deps.db, workspaceId, mediaId, {
    ...common,
    ...{ state: "ready", failure: null, blobHash: stored.hash, mime: facts.mime, bytes: facts.bytes },
    ...{ widthPx: facts.widthPx, heightPx: facts.heightPx, durationSeconds: facts.durationSeconds, loss: facts.loss },
  });
}

const nothing = {
  ...{ blobHash: null, mime: null, bytes: null, widthPx: null, heightPx: null, durationSeconds: null, loss: null },
};

/** Takes over what was made of the same bytes before; answers what is left to make. */
async function withoutReused(
  deps: ConvertDeps,
  workspaceId: string,
  mediaId: string,
  media: MediaToConvert,
  profiles: RenditionProfile[],
): Promise<RenditionProfile[]> {
  const found = await madeOfSameBytes(deps.db, workspaceId, { ...media, mediaId, profiles });
  const left: RenditionProfile[] = [];
  for (const profile of profiles) {
    const same = found.find((each) => each.profile === profile);
    const isThere = same?.blobHash && (await statBlob(same.blobHash, deps.blobFolder)) !== null;
    if (same && isThere) await saveRendition(deps.db, workspaceId, mediaId, { ...same, now: deps.now() });
    else left.push(profile);
  }
  return left;
}
