import { defineRoute } from "@/app/_server/route";
import { readOperations } from "@/app/(studio)/operations/read-operations";

/** What waits, what fails and how providers do; the operations page asks again every five seconds. */
export const GET = defineRoute({
  name: "operations",
  capability: "own",
  handler: ({ actor, db, now }) => readOperations(db, actor.workspaceId, now),
});
