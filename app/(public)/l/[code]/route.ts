import { after } from "next/server";
import { z } from "zod";
import { webEnv } from "@/app/_server/env";
import { log } from "@/app/_server/log";
import { linkMac } from "@/app/_server/mac";
import { defineRoute } from "@/app/_server/route";
import { followLink } from "./follow-link";

/** A short link out of a message. */
export const GET = defineRoute({
  name: "links.follow",
  capability: "signed",
  params: z.object({ code: z.string() }),
  handler: ({ request, params: { code }, db, now }) =>
    followLink(request, code, {
      ...{ db, now, mac: linkMac, publicUrl: webEnv().CASCADE_URL },
      afterwards: (work) =>
        after(() => work().catch((err: unknown) => log.error({ err }, "a click could not be recorded"))),
    }),
});
