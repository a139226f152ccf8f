import { defineRoute } from "@/app/_server/route";
import { listTestNumbers } from "@/db/queries/test-numbers";

/** The workspace's own numbers for tests. */
export const GET = defineRoute({
  name: "test_numbers.list",
  capability: "write",
  handler: ({ actor, db, now }) =>
    listTestNumbers(db, actor.workspaceId, { carrier: actor.workspace.settings.carrier, now }),
});
