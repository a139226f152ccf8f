import { z } from "zod";
import { webEnv } from "@/app/_server/env";
import { linkMac } from "@/app/_server/mac";
import { defineRoute } from "@/app/_server/route";
import { changePreferences, showPreferences } from "./serve-preferences";

const params = z.object({ token: z.string() });

/** The preference page, opened by the link in a message. */
export const GET = defineRoute({
  name: "preferences.show",
  capability: "signed",
  params,
  handler: ({ request, params: { token }, db, now }) =>
    showPreferences(request, token, { db, now, mac: linkMac, publicUrl: webEnv().CASCADE_URL }),
});

/** A button pressed on it. */
export const POST = defineRoute({
  name: "preferences.change",
  capability: "signed",
  params,
  handler: ({ request, params: { token }, db, now }) =>
    changePreferences(request, token, { db, now, mac: linkMac, publicUrl: webEnv().CASCADE_URL }),
});
