import { z } from "zod";
import { defineRoute } from "@/app/_server/route";
import { pushDeps } from "../push-deps";
import { showPushPage } from "./show-push-page";

/** The page on which people turn on notifications. */
export const GET = defineRoute({
  name: "push.page",
  capability: "public",
  params: z.object({ key: z.string().max(60) }),
  handler: ({ request, params: { key }, db, now }) => showPushPage(request, key, pushDeps(db, now)),
});
