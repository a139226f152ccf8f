import { z } from "zod";
import { webEnv } from "@/app/_server/env";
import { linkMac } from "@/app/_server/mac";
import { defineRoute } from "@/app/_server/route";
import { takeReport } from "./take-report";

/** How much of the film was played so far, told by its page. */
export const POST = defineRoute({
  name: "media.watched",
  capability: "signed",
  params: z.object({ code: z.string() }),
  handler: ({ request, params: { code }, db, now }) =>
    takeReport(request, code, { db, now, mac: linkMac, publicUrl: webEnv().CASCADE_URL }),
});
