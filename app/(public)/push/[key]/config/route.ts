import { z } from "zod";
import { defineRoute } from "@/app/_server/route";
import { pushDeps } from "../../push-deps";
import { tellConfig } from "../push-door";

/** What a page needs before it asks a browser for a subscription. */
export const GET = defineRoute({
  name: "push.config",
  capability: "public",
  params: z.object({ key: z.string().max(60) }),
  handler: ({ request, params: { key }, db, now }) => tellConfig(request, key, pushDeps(db, now)),
});
