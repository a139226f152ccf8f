import { z } from "zod";
import { webEnv } from "@/app/_server/env";
import { defineRoute } from "@/app/_server/route";
import { listMedia, mediaByIds } from "@/db/queries/media";
import { toMediaItem } from "@/lib/media/media-item";
import { mediaKinds } from "@/lib/media/profiles";

const PAGE_FILES = 48;

const query = z.object({
  search: z.string().max(100).default(""),
  /** Only these kinds, comma-separated. */
  kinds: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(z.enum(mediaKinds)).max(4))
    .optional(),
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
  handler: async ({ actor, db, query: { search, kinds, after, ids } }) => {
    const rows = ids
      ? await mediaByIds(db, actor.workspaceId, ids)
      : await listMedia(db, actor.workspaceId, {
          search,
          kinds: kinds ?? null,
          after: after ? { createdAt: after[0], id: after[1] } : null,
          limit: PAGE_FILES + 1,
        });
    const items = rows.map((row) => toMediaItem(row, webEnv().CASCADE_URL));
    return { items: ids ? items : items.slice(0, PAGE_FILES), hasMore: !ids && items.length > PAGE_FILES };
  },
});
