import { z } from "zod";
import { defineRoute } from "@/app/_server/route";
import { pushDeps } from "../../push-deps";
import { unsubscribe } from "../push-door";

/** A person turned notifications off. */
export const POST = defineRoute({
  name: "push.unsubscribe",
  capability: "public",
  params: z.object({ key: z.string().max(60) }),
  handler: ({ request, params: { key }, db, now }) => unsubscribe(request, key, pushDeps(db, now)),
});
