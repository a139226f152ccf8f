import { z } from "zod";
import { webEnv } from "@/app/_server/env";
import { refuse } from "@/app/_server/refusal";
import { defineRoute } from "@/app/_server/route";
import { listMedia, mediaByIds } from "@/db/queries/media";
import { ffmpegPath } from "@/inngest/media/env";
import { keepMedia } from "@/inngest/media/keep-media";
import { readPicture } from "@/inngest/media/read-picture";
import { enqueueEvents } from "@/inngest/outbox";
import { toMediaItem } from "@/lib/media/media-item";

const UPLOAD_BYTES_MAX = 25 * 1024 * 1024;
const PAGE_FILES = 48;

const query = z.object({
  search: z.string().max(100).default(""),
  /** `createdAt,id` of the last one of the page before. */
  after: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.tuple([z.iso.datetime().transform((text) => new Date(text)), z.uuid()]))
    .optional(),
  /** Only these, comma-separated. */
  ids: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(z.uuid()).max(60))
    .optional(),
});

/** A page of the library, newest first, or the named files. */
export const GET = defineRoute({
  name: "media.list",
  capability: "read",
  query,
  handler: async ({ actor, db, query: { search, after, ids } }) => {
    const rows = ids
      ? await mediaByIds(db, actor.workspaceId, ids)
      : await listMedia(db, actor.workspaceId, {
          search,
          after: after ? { createdAt: after[0], id: after[1] } : null,
          limit: PAGE_FILES + 1,
        });
    const items = rows.map((row) => toMediaItem(row, webEnv().CASCADE_URL));
    return { items: ids ? items : items.slice(0, PAGE_FILES), hasMore: !ids && items.length > PAGE_FILES };
  },
});

/** Takes one picture as the body of the request; its name comes percent-encoded in `X-File-Name`. */
export const POST = defineRoute({
  name: "media.upload",
  capability: "write",
  handler: async ({ actor, db, now, request }) => {
    const bytes = await readBody(request);
    const picture = await readPicture(bytes, { ffmpegPath: ffmpegPath() });
    if ("refusal" in picture) refuse(picture.refusal.code, picture.refusal.message, picture.refusal.field);
    const kept = { ...picture, fileName: fileName(request) };
    const mediaId = await keepMedia({ db, now: () => now }, actor.workspaceId, kept, (tx, id) =>
      enqueueEvents(tx, [{ name: "media/uploaded", data: { workspaceId: actor.workspaceId, mediaId: id } }], now),
    );
    const [added] = await mediaByIds(db, actor.workspaceId, [mediaId]);
    if (added === undefined) throw new Error("The media that was just added is not there");
    return toMediaItem(added, webEnv().CASCADE_URL);
  },
});

/** The body, as far as the limit allows: what comes after it is never read. */
async function readBody(request: Request): Promise<Uint8Array> {
  const tooLarge = () => refuse("too_large", "The picture is larger than 25 MB. Scale it down and try again.", "file");
  if (Number(request.headers.get("content-length") ?? 0) > UPLOAD_BYTES_MAX) tooLarge();
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of request.body ?? []) {
    bytes += piece.byteLength;
    if (bytes > UPLOAD_BYTES_MAX) tooLarge();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function fileName(request: Request): string {
  const given = request.headers.get("x-file-name") ?? "";
  let name = "";
  try {
    name = decodeURIComponent(given);
  } catch {
    // Not percent-encoded after all: the picture matters more than its name.
  }
  const shown =
    name
      .split(/[\\/]/)
      .at(-1)
      ?.replace(/\p{Cc}/gu, "")
      .trim() ?? "";
  return shown.slice(0, 200) || "picture";
}
