import { and, asc, desc, eq, ilike, inArray, isNotNull, lt, ne, notExists, or, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Database } from "@/db/client";
import { arm, campaign, contactImport, media, product, rendition } from "@/db/schema/tables";
import type { CampaignState } from "@/lib/campaign/schema";
import { isOutdated, type StoredRendition } from "@/lib/media/media-item";
import type { FocalPoint } from "@/lib/media/plan-image";
import { type MediaKind, mediaKinds, profilesOf, type RenditionProfile } from "@/lib/media/profiles";
import { mediaOf } from "@/lib/message/media-of";
import { allBlocks } from "@/lib/message/message-view";
import type { Message } from "@/lib/message/schema";

type Media = typeof media.$inferSelect;
export interface MediaWithRenditions extends Media {
  renditions: StoredRendition[];
}

/** States in which a campaign may still send the files its messages name. */
const runningStates: CampaignState[] = ["in_review", "scheduled", "sending", "paused"];

/** Records an uploaded file whose bytes are in the blob store. */
export async function addMedia(
  db: Pick<Database, "insert">,
  workspaceId: string,
  file: Pick<
    Media,
    "kind" | "fileName" | "blobHash" | "mime" | "bytes" | "widthPx" | "heightPx" | "durationSeconds"
  > & {
    now: Date;
  },
): Promise<string> {
  const { now, ...columns } = file;
  const id = uuidv7();
  await db.insert(media).values({ ...columns, id, workspaceId, createdAt: now });
  return id;
}

export interface MediaQuery {
  search: string;
  /** Only these kinds; null for all. */
  kinds: MediaKind[] | null;
  /** The `createdAt` and id of the last one of the page before. */
  after: { createdAt: Date; id: string } | null;
  limit: number;
}

/** Media of a workspace with what was made of them, newest first. */
export async function listMedia(db: Database, workspaceId: string, query: MediaQuery): Promise<MediaWithRenditions[]> {
  const { search, kinds, after, limit } = query;
  const rows = await db
    .select()
    .from(media)
    .where(
      and(
        eq(media.workspaceId, workspaceId),
        kinds === null ? undefined : inArray(media.kind, kinds),
        search === "" ? undefined : ilike(media.fileName, `%${search.replace(/[\\%_]/g, "\\$&")}%`),
        after === null
          ? undefined
          : or(lt(media.createdAt, after.createdAt), and(eq(media.createdAt, after.createdAt), lt(media.id, after.id))),
      ),
    )
    .orderBy(desc(media.createdAt), desc(media.id))
    .limit(limit);
  return withRenditions(db, workspaceId, rows);
}

/** The named media, those that this workspace has. */
export async function mediaByIds(db: Database, workspaceId: string, ids: string[]): Promise<MediaWithRenditions[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select()
    .from(media)
    .where(and(eq(media.workspaceId, workspaceId), inArray(media.id, ids)));
  return withRenditions(db, workspaceId, rows);
}

/** Every file that these messages show. */
export async function mediaOfMessages(
  db: Database,
  workspaceId: string,
  messages: readonly Message[],
): Promise<MediaWithRenditions[]> {
  const ids = mediaOf(messages);
  if (!messages.some(speaksOfOwnProducts)) return mediaByIds(db, workspaceId, ids);
  return mediaByIds(db, workspaceId, [...new Set([...ids, ...(await catalogueMediaIds(db, workspaceId))])]);
}

async function withRenditions(db: Database, workspaceId: string, rows: Media[]): Promise<MediaWithRenditions[]> {
  if (rows.length === 0) return [];
  const found = await db
    .select()
    .from(rendition)
    .where(
      and(
        eq(rendition.workspaceId, workspaceId),
        inArray(
          rendition.mediaId,
          rows.map((row) => row.id),
        ),
      ),
    )
    .orderBy(asc(rendition.profile));
  return rows.map((row) => ({ ...row, renditions: found.filter(({ mediaId }) => mediaId === row.id) }));
}

/** The words read aloud for this picture where a message gives none of its own. */
export async function saveMediaAlt(db: Database, workspaceId: string, id: string, alt: string): Promise<boolean> {
  const saved = await db
    .update(media)
    .set({ alt })
    .where(and(eq(media.workspaceId, workspaceId), eq(media.id, id)))
    .returning({ id: media.id });
  return saved.length > 0;
}

/**
 * Keeps where the eye should rest. Refused while a campaign is on its way: phones fetch the crops made so far, and making
 * them again would take those away.
 */
export async function saveFocalPoint(
  db: Pick<Database, "select" | "update">,
  workspaceId: string,
  id: string,
  focalPoint: FocalPoint,
): Promise<"saved" | "in_use" | "not_found"> {
  const sending = db
    .select({ one: sql`1` })
    .from(campaign)
    .innerJoin(arm, eq(arm.campaignId, campaign.id))
    .where(and(eq(campaign.workspaceId, workspaceId), inArray(campaign.state, ["sending", "paused"]), usesMedia(id)));
  const isOwn = and(eq(media.workspaceId, workspaceId), eq(media.id, id));
  const saved = await db
    .update(media)
    .set({ focalPoint })
    .where(and(isOwn, notExists(sending)))
    .returning({ id: media.id });
  if (saved.length > 0) return "saved";
  const there = await db.select({ id: media.id }).from(media).where(isOwn);
  return there.length > 0 ? "in_use" : "not_found";
}

/** Keeps the outcome of one conversion; a repeated run overwrites it with the same. */
export async function saveRendition(
  db: Database,
  workspaceId: string,
  mediaId: string,
  made: StoredRendition & { now: Date },
): Promise<void> {
  const { now, ...columns } = made;
  // Chosen from the media row, so that nothing is kept for a file that was deleted meanwhile.
  const [owner] = await db
    .select({ id: media.id })
    .from(media)
    .where(and(eq(media.workspaceId, workspaceId), eq(media.id, mediaId)));
  if (owner === undefined) return;
  const row = { ...columns, mediaId, workspaceId, createdAt: now };
  await db
    .insert(rendition)
    .values(row)
    .onConflictDoUpdate({ target: [rendition.mediaId, rendition.profile], set: row });
}

/** Files uploaded before that moment which still lack a rendition: their event was lost, or its run gave up. */
export async function mediaLackingRenditions(
  db: Database,
  query: { uploadedBefore: Date; limit: number },
): Promise<{ workspaceId: string; mediaId: string }[]> {
  return db
    .select({ workspaceId: media.workspaceId, mediaId: media.id })
    .from(media)
    .where(
      and(
        lt(media.createdAt, query.uploadedBefore),
        or(
          ...mediaKinds.map((kind) => {
            const wanted = profilesOf(kind);
            const made = and(eq(rendition.mediaId, media.id), inArray(rendition.profile, [...wanted]));
            return and(eq(media.kind, kind), sql`(select count(*) from ${rendition} where ${made}) < ${wanted.length}`);
          }),
        ),
      ),
    )
    .orderBy(asc(media.createdAt))
    .limit(query.limit);
}

/** A file may be named deep inside: by a card of a carousel, or by a block's version for a channel. */
const usesMedia = (mediaId: string) =>
  sql`jsonb_path_exists(${arm.message}, '$.**.mediaId ? (@ == $id)', jsonb_build_object('id', ${mediaId}::text))`;

/** Campaigns whose messages show this file. */
export async function campaignsUsingMedia(
  db: Database,
  workspaceId: string,
  mediaId: string,
): Promise<{ id: string; name: string; state: CampaignState; isRunning: boolean }[]> {
  const rows = await db
    .selectDistinct({ id: campaign.id, name: campaign.name, state: campaign.state })
    .from(campaign)
    .innerJoin(arm, eq(arm.campaignId, campaign.id))
    .where(and(eq(campaign.workspaceId, workspaceId), usesMedia(mediaId)))
    .orderBy(asc(campaign.name));
  return rows.map((row) => ({ ...row, isRunning: runningStates.includes(row.state) }));
}

/** Forgets a file and its renditions, unless a campaign may still send it. */
export async function removeMedia(
  db: Database,
  workspaceId: string,
  mediaId: string,
): Promise<"removed" | "in_use" | "not_found"> {
  const inUse = db
    .select({ one: sql`1` })
    .from(campaign)
    .innerJoin(arm, eq(arm.campaignId, campaign.id))
    .where(and(eq(campaign.workspaceId, workspaceId), inArray(campaign.state, runningStates), usesMedia(mediaId)));
  const removed = await db
    .delete(media)
    .where(and(eq(media.workspaceId, workspaceId), eq(media.id, mediaId), notExists(inUse)))
    .returning({ id: media.id });
  if (removed.length > 0) return "removed";
  return (await mediaByIds(db, workspaceId, [mediaId])).length > 0 ? "in_use" : "not_found";
}

/** What a page of ours plays. */
export interface Playable {
  file: PlayedFile;
  /** The whole film for small screens, where it weighs much less. */
  smallFile: PlayedFile | null;
  /** Shown before it plays; null for sound. */
  poster: PlayedFile | null;
  durationSeconds: number | null;
}

export interface PlayedFile {
  blobHash: string;
  mime: string;
  bytes: number | null;
  widthPx: number | null;
  heightPx: number | null;
}

const muchLess = 0.6;
const sameLengthSeconds = 1;

/** The film or sound a page of ours plays, and the picture before it plays; null while it is not converted. */
export async function playableFile(db: Database, workspaceId: string, mediaId: string): Promise<Playable | null> {
  const rows = await db
    .select()
    .from(rendition)
    .where(
      and(
        eq(rendition.workspaceId, workspaceId),
        eq(rendition.mediaId, mediaId),
        eq(rendition.state, "ready"),
        inArray(rendition.profile, ["web-video", "web-audio", "whatsapp-video", "mms-video", "thumbnail", "messenger"]),
      ),
    );
  const find = (profile: RenditionProfile) => rows.find((row) => row.profile === profile);
  const played = (row: (typeof rows)[number] | undefined): PlayedFile | null => {
    if (!row?.blobHash || !row.mime) return null;
    const { blobHash, mime, bytes, widthPx, heightPx } = row;
    return { blobHash, mime, bytes, widthPx, heightPx };
  };
  const main = find("web-video") ?? find("web-audio");
  const file = played(main);
  if (main === undefined || file === null) return null;
  const durationSeconds = main.durationSeconds;
  // A film that was cut for a channel is another film.
  const smaller = [find("mms-video"), find("whatsapp-video")].find(
    (row) =>
      row?.bytes != null &&
      main.bytes !== null &&
      row.bytes < main.bytes * muchLess &&
      Math.abs((row.durationSeconds ?? 0) - (durationSeconds ?? 0)) < sameLengthSeconds,
  );
  return { file, smallFile: played(smaller), poster: played(find("thumbnail") ?? find("messenger")), durationSeconds };
}

/** What the public may fetch under this name: a rendition, never an original. */
export async function findPublicFile(db: Database, blobHash: string): Promise<{ mime: string; bytes: number } | null> {
  const [row] = await db
    .select({ mime: rendition.mime, bytes: rendition.bytes })
    .from(rendition)
    .where(and(eq(rendition.blobHash, blobHash), eq(rendition.state, "ready")))
    .limit(1);
  return row?.mime && row.bytes !== null ? { mime: row.mime, bytes: row.bytes } : null;
}

/** Which of these files any row of any workspace still names. */
export async function blobsInUse(db: Database, hashes: string[]): Promise<Set<string>> {
  if (hashes.length === 0) return new Set();
  const rows = await Promise.all([
    db.selectDistinct({ hash: media.blobHash }).from(media).where(inArray(media.blobHash, hashes)),
    db.selectDistinct({ hash: rendition.blobHash }).from(rendition).where(inArray(rendition.blobHash, hashes)),
    db
      .selectDistinct({ hash: contactImport.blobHash })
      .from(contactImport)
      .where(inArray(contactImport.blobHash, hashes)),
  ]);
  return new Set(rows.flat().flatMap(({ hash }) => hash ?? []));
}

/** The kept file and what is to be made of it. */
export interface MediaToConvert {
  kind: MediaKind;
  mime: string;
  durationSeconds: number | null;
  blobHash: string;
  focalPoint: FocalPoint;
  /** Not made yet, or cropped around another point than is wanted now. */
  missing: RenditionProfile[];
}

/** What was made of the same bytes before, in the same workspace and around the same point. */
export async function madeOfSameBytes(
  db: Database,
  workspaceId: string,
  about: { mediaId: string; blobHash: string; focalPoint: FocalPoint; profiles: RenditionProfile[] },
): Promise<StoredRendition[]> {
  if (about.profiles.length === 0) return [];
  const rows = await db
    .select({ made: rendition })
    .from(rendition)
    .innerJoin(media, eq(media.id, rendition.mediaId))
    .where(
      and(
        eq(media.workspaceId, workspaceId),
        eq(media.blobHash, about.blobHash),
        ne(media.id, about.mediaId),
        eq(rendition.state, "ready"),
        inArray(rendition.profile, about.profiles),
      ),
    )
    .limit(500);
  return rows.map(({ made }) => made).filter((made) => !isOutdated(made, about.focalPoint));
}

/** The kept file and how to crop it, for conversion. */
export async function mediaToConvert(
  db: Database,
  workspaceId: string,
  mediaId: string,
): Promise<MediaToConvert | null> {
  const [row] = await mediaByIds(db, workspaceId, [mediaId]);
  if (row === undefined) return null;
  const isMade = (profile: RenditionProfile) =>
    row.renditions.some((made) => made.profile === profile && !isOutdated(made, row.focalPoint));
  return {
    kind: row.kind,
    mime: row.mime,
    durationSeconds: row.durationSeconds,
    blobHash: row.blobHash,
    focalPoint: row.focalPoint,
    missing: profilesOf(row.kind).filter((profile) => !isMade(profile)),
  };
}

/** Whether a picture depends on what the person last looked at or left in the cart. */
function speaksOfOwnProducts(message: Message): boolean {
  return allBlocks(message).some((block) => block.kind === "product" && block.source !== "chosen");
}

/** More pictures of the library than this are not looked up ahead; products beyond it are sent without their picture. */
const catalogueMediaMax = 1000;

async function catalogueMediaIds(db: Database, workspaceId: string): Promise<string[]> {
  const rows = await db
    .selectDistinct({ id: product.mediaId })
    .from(product)
    .where(and(eq(product.workspaceId, workspaceId), eq(product.available, true), isNotNull(product.mediaId)))
    .limit(catalogueMediaMax);
  return rows.flatMap(({ id }) => (id === null ? [] : [id]));
}
