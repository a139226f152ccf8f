import { z } from "zod";
import { inputRefusal } from "@/app/_server/action";
import { webEnv } from "@/app/_server/env";
import { takeTry } from "@/app/_server/rate-limit";
import { readJson } from "@/app/_server/read-json";
import { refuse } from "@/app/_server/refusal";
import { answerRefusal, defineRoute } from "@/app/_server/route";
import { mediaByIds } from "@/db/queries/media";
import { ffmpegPath } from "@/inngest/media/env";
import { takeRemote } from "@/inngest/media/take-remote";
import { toMediaItem } from "@/lib/media/media-item";

const body = z.object({ url: z.string().trim().min(1).max(2_000) });

/** Takes a file from a public address as if it had been uploaded. */
export const POST = defineRoute({
  name: "media.by-address",
  capability: "write",
  handler: async ({ actor, db, now, request }) => {
    const read = body.safeParse(await readJson(request));
    if (!read.success) return answerRefusal(inputRefusal(read.error));
    const waitSeconds = await takeTry(db, "fetch-by-address", actor.workspaceId, now);
    if (waitSeconds > 0) {
      refuse("rate_limited", `Too many files were fetched. Wait ${Math.ceil(waitSeconds / 60)} minutes.`, "url");
    }
    const deps = { db, now: () => new Date(), ffmpegPath: ffmpegPath() };
    const taken = await takeRemote(deps, actor.workspaceId, read.data.url);
    if ("refusal" in taken) {
      const { code, message, field } = taken.refusal;
      return refuse(code, message, field);
    }
    const [added] = await mediaByIds(db, actor.workspaceId, [taken.mediaId]);
    if (added === undefined) throw new Error("The media that was just added is not there");
    return toMediaItem(added, webEnv().CASCADE_URL);
  },
});
