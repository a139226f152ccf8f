import { z } from "zod";
import { defineRoute } from "@/app/_server/route";
import { phonesShown } from "@/app/(studio)/sandbox/phones-shown";
import { listPhones } from "@/db/queries/sandbox-phones";

/** The list of virtual phones at this moment. */
export const GET = defineRoute({
  name: "sandbox.phones",
  capability: "read",
  query: z.object({ search: z.string().max(100).default("") }),
  handler: async ({ query, actor, sql }) =>
    listPhones(sql, actor.workspaceId, { search: query.search.trim(), limit: phonesShown }),
});
