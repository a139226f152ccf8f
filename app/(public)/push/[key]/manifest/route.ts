import { z } from "zod";
import { defineRoute } from "@/app/_server/route";
import { pushDeps } from "../../push-deps";
import { tellManifest } from "../show-push-page";

/** The manifest of the page, for home screens. */
export const GET = defineRoute({
  name: "push.manifest",
  capability: "public",
  params: z.object({ key: z.string().max(60) }),
  handler: ({ request, params: { key }, db, now }) => tellManifest(request, key, pushDeps(db, now)),
});
