import { z } from "zod";
import { defineRoute } from "@/app/_server/route";
import { countAudience, sampleAudience } from "@/db/queries/audience";
import { audienceSchema } from "@/lib/audience/rule";

const samplePeople = 5;

/** How many people an audience means now, and a few of them. */
export const GET = defineRoute({
  name: "audience.count",
  capability: "read",
  query: z.object({
    audience: z
      .string()
      .max(20_000)
      .transform((text, context) => {
        try {
          return JSON.parse(text) as unknown;
        } catch {
          context.addIssue({ code: "custom", message: "The audience is not readable." });
          return z.NEVER;
        }
      })
      .pipe(audienceSchema),
  }),
  handler: async ({ query, actor, db }) => ({
    count: await countAudience(db, actor.workspaceId, query.audience),
    sample: await sampleAudience(db, actor.workspaceId, query.audience, samplePeople),
  }),
});
