import { z } from "zod";
import { defineRoute } from "@/app/_server/route";
import { listPreviewPeople, previewPersonAt } from "@/db/queries/messages";

const PAGE_PEOPLE = 25;

const query = z.object({
  search: z.string().trim().max(100).default(""),
  /** `createdAt,id` of the last one of the page before. */
  after: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.tuple([z.iso.datetime().transform((text) => new Date(text)), z.uuid()]))
    .optional(),
  /** Anybody, instead of a page of the list. */
  random: z.literal("yes").optional(),
});

/** Contacts to preview a message as. */
export const GET = defineRoute({
  name: "preview.people",
  capability: "read",
  query,
  handler: async ({ actor, db, query: { search, after, random } }) => {
    if (random) {
      const person = await previewPersonAt(db, actor.workspaceId, Math.random());
      return { people: person === null ? [] : [person], hasMore: false };
    }
    const place = after ? { createdAt: after[0], id: after[1] } : null;
    const people = await listPreviewPeople(db, actor.workspaceId, { search, after: place, limit: PAGE_PEOPLE + 1 });
    return { people: people.slice(0, PAGE_PEOPLE), hasMore: people.length > PAGE_PEOPLE };
  },
});
