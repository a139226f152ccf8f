import { z } from "zod";
import { defineRoute } from "@/app/_server/route";
import { loadCampaign } from "@/db/queries/campaigns";
import { campaignRecipients } from "@/db/queries/report";
import { rsvpQuestions } from "@/lib/campaign/rsvp-questions";
import { recipientStates } from "@/lib/campaign/schema";
import { blockIdSchema } from "@/lib/message/parts";

const pageSize = 50;

/** People of a campaign with where they stand, a page at a time. */
export const GET = defineRoute({
  name: "campaign.recipients",
  capability: "read",
  params: z.object({ id: z.uuid() }),
  query: z.object({
    state: z.enum(recipientStates).nullable().default(null),
    /** The answer they gave, by its id. */
    answer: blockIdSchema.nullable().default(null),
    search: z.string().max(200).default(""),
    after: z.uuid().nullable().default(null),
  }),
  handler: async ({ params, query, actor, db }) => {
    const campaign = query.answer === null ? null : await loadCampaign(db, actor.workspaceId, params.id);
    const questions = rsvpQuestions(campaign?.arms.map(({ message }) => message) ?? []);
    const answer = query.answer === null ? null : { id: query.answer, questions };
    const rows = await campaignRecipients(db, actor.workspaceId, params.id, { ...query, answer, limit: pageSize });
    return { rows, next: rows.length === pageSize ? (rows.at(-1)?.contactId ?? null) : null };
  },
});
