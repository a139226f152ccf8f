import { z } from "zod";
import { defineRoute } from "@/app/_server/route";
import { listTestSends } from "@/db/queries/test-sends";

const testsShown = 20;

/** What became of the latest tests of a campaign. */
export const GET = defineRoute({
  name: "test_sends.list",
  capability: "write",
  query: z.object({ campaignId: z.uuid() }),
  handler: ({ actor, db, query, now }) =>
    listTestSends(db, actor.workspaceId, query.campaignId, { limit: testsShown, now }),
});
