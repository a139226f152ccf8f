import { z } from "zod";
import { defineRoute } from "@/app/_server/route";
import { linkDeps } from "@/app/(public)/link-deps";
import { showMedia } from "./show-media";

/** A film or a recording out of a message. */
export const GET = defineRoute({
  name: "media.show",
  capability: "signed",
  params: z.object({ code: z.string() }),
  handler: ({ request, params: { code }, db, now }) => showMedia(request, code, linkDeps(db, now)),
});
