import { z } from "zod";
import { defineRoute } from "@/app/_server/route";
import { campaignRecipients } from "@/db/queries/report";
import { recipientStates } from "@/lib/campaign/schema";

const pageSize = 50;

/** People of a campaign with where they stand, a page at a time. */
export const GET = defineRoute({
  name: "campaign.recipients",
  capability: "read",
  params: z.object({ id: z.uuid() }),
  query: z.object({
    state: z.enum(recipientStates).nullable().default(null),
    search: z.string().max(200).default(""),
    after: z.uuid().nullable().default(null),
  }),
  handler: async ({ params, query, actor, db }) => {
    const rows = await campaignRecipients(db, actor.workspaceId, params.id, { ...query, limit: pageSize });
    return { rows, next: rows.length === pageSize ? (rows.at(-1)?.contactId ?? null) : null };
  },
});
