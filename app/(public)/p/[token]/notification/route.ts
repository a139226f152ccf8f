import { z } from "zod";
import { linkMac } from "@/app/_server/mac";
import { defineRoute } from "@/app/_server/route";
import { takeNotificationAct } from "./take-notification-act";

/** A notification was opened or closed, told by the worker that showed it. */
export const POST = defineRoute({
  name: "preferences.notification",
  capability: "signed",
  params: z.object({ token: z.string() }),
  handler: ({ request, params: { token }, db, now }) => takeNotificationAct(request, token, { db, mac: linkMac, now }),
});
