import { z } from "zod";
import { defineRoute } from "@/app/_server/route";
import { listVersions } from "@/db/queries/versions";
import { armKeySchema } from "@/lib/campaign/schema";

const PAGE_VERSIONS = 25;

const query = z.object({
  arm: armKeySchema,
  /** `savedAt,id` of the last one of the page before. */
  before: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.tuple([z.iso.datetime().transform((text) => new Date(text)), z.uuid()]))
    .optional(),
});

/** The history of one variant's message, newest first. */
export const GET = defineRoute({
  name: "message.versions",
  capability: "read",
  params: z.object({ id: z.uuid() }),
  query,
  handler: ({ actor, db, params, query: { arm, before } }) =>
    listVersions(
      db,
      { workspaceId: actor.workspaceId, campaignId: params.id, armKey: arm },
      { before: before ? { savedAt: before[0], id: before[1] } : null, limit: PAGE_VERSIONS },
    ),
});
