import { z } from "zod";
import { clientAddress } from "@/app/_server/client-address";
import { log } from "@/app/_server/log";
import { linkMac } from "@/app/_server/mac";
import { takeTry } from "@/app/_server/rate-limit";
import { defineRoute } from "@/app/_server/route";
import { currentUser } from "@/app/_server/session";
import { remakeableFolder } from "@/db/blobs";
import { fetchPicture } from "@/inngest/media/draw/fetch-picture";
import { serveDrawing } from "./serve-drawing";

/** Pictures drawn for one person, for providers and phones; the signed address says all there is to draw. */
export const GET = defineRoute({
  name: "public.drawing",
  capability: "signed",
  params: z.object({ token: z.string().max(1500) }),
  handler: ({ request, params: { token }, db, now }) =>
    serveDrawing(request, token, {
      ...{ db, now, mac: linkMac, folder: remakeableFolder("drawings") },
      fetchPicture: (url) => fetchPicture(url),
      member: async () => {
        const user = await currentUser();
        return user && { userId: user.id, workspaceIds: user.memberships.map(({ workspace }) => workspace.id) };
      },
      waitSeconds: (userId) =>
        userId === null
          ? takeTry(db, "drawing-public", clientAddress(request.headers), now)
          : takeTry(db, "drawing-member", userId, now),
      notKept: (err) => log.warn({ err }, "a drawn picture could not be kept"),
    }),
});
