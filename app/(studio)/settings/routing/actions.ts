"use server";

import { z } from "zod";
import { defineAction } from "@/app/_server/action";
import { takeTry } from "@/app/_server/rate-limit";
import { refuse } from "@/app/_server/refusal";
import { appendAudit } from "@/db/queries/audit";
import { requestLearning } from "@/db/queries/learning";
import { enqueueEvents } from "@/inngest/outbox";
import { learningSecondsMax } from "@/lib/routing/learning-state";

/** Has routing learn now, in the background, instead of in the coming night. */
export const learnNowAction = defineAction({
  name: "routing.learn_now",
  capability: "write",
  input: z.strictObject({}),
  run: async ({ actor: { workspaceId, userId }, db, now }) => {
    const waitSeconds = await takeTry(db, "learning", workspaceId, now);
    if (waitSeconds > 0) {
      const minutes = Math.ceil(waitSeconds / 60);
      const wait = minutes === 1 ? "1 minute" : `${minutes} minutes`;
      refuse("rate_limited", `Learning was asked for very often just now. Ask again in ${wait}.`);
    }
    const isStarted = await db.transaction(async (tx) => {
      const unlessAfter = new Date(now.getTime() - learningSecondsMax * 1000);
      if (!(await requestLearning(tx, { workspaceId, unlessAfter, now }))) return false;
      await enqueueEvents(tx, [{ name: "routing/learning.requested", data: { workspaceId } }], now);
      const subject = { subjectKind: "workspace", subjectId: workspaceId };
      await appendAudit(tx, { workspaceId, userId, action: "routing.learning_requested", ...subject, now });
      return true;
    });
    if (!isStarted) refuse("under_way", "Routing is learning already. Look again in a minute.");
    return null;
  },
});
