import { z } from "zod";
import { webEnv } from "@/app/_server/env";
import { linkMac } from "@/app/_server/mac";
import { defineRoute } from "@/app/_server/route";
import { stopByOneClick } from "../serve-preferences";

/** Stops everything with one request, for programs that offer a person an unsubscribe button of their own. */
export const POST = defineRoute({
  name: "preferences.one_click_stop",
  capability: "signed",
  params: z.object({ token: z.string() }),
  handler: ({ request, params: { token }, db, now }) =>
    stopByOneClick(request, token, { db, now, mac: linkMac, publicUrl: webEnv().CASCADE_URL }),
});
