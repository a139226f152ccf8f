import { z } from "zod";
import { defineRoute } from "@/app/_server/route";
import { pushDeps } from "../../push-deps";
import { subscribe } from "../push-door";

/** A person allowed notifications. */
export const POST = defineRoute({
  name: "push.subscribe",
  capability: "public",
  params: z.object({ key: z.string().max(60) }),
  handler: ({ request, params: { key }, db, now }) => subscribe(request, key, pushDeps(db, now)),
});
