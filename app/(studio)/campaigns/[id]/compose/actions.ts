"use server";

import { z } from "zod";
import { defineAction } from "@/app/_server/action";
import { refuse } from "@/app/_server/refusal";
import { appendAudit } from "@/db/queries/audit";
import { saveArmMessage } from "@/db/queries/messages";
import { createTestSends } from "@/db/queries/test-sends";
import { nameVersion, setVersionAside } from "@/db/queries/versions";
import { enqueueEvents } from "@/inngest/outbox";
import { armKeySchema } from "@/lib/campaign/schema";
import { messageSchema } from "@/lib/message/schema";
import { versionNameSchema } from "@/lib/message/version";
import { testSendSchema, testsPerHourMax } from "@/lib/test-send/schema";

/** Saves what was typed into one variant of a draft, or answers with the version somebody else saved meanwhile. */
export const saveMessage = defineAction({
  name: "message.save",
  capability: "write",
  input: z.object({
    campaignId: z.uuid(),
    armKey: armKeySchema,
    base: messageSchema,
    message: messageSchema,
    session: z.string().min(1).max(40),
    save: z.number().int().min(0).max(1_000_000),
    restoredFrom: z.uuid().nullable(),
  }),
  run: async ({ input: { campaignId, armKey, session, save, ...change }, actor, db, now }) => {
    const by = { userId: actor.userId, session, save };
    const outcome = await saveArmMessage(db, actor.workspaceId, campaignId, armKey, { ...change, by, now });
    if (outcome.saved) return { saved: true as const, revision: outcome.revision };
    if (outcome.why === "conflict") return { saved: false as const, theirs: outcome.theirs };
    if (outcome.why === "not_draft") {
      refuse("campaign_not_draft", "This campaign is no longer a draft, so its message cannot change. Duplicate it.");
    }
    refuse(
      "campaign_not_found",
      "This campaign is not in the workspace you are signed in to, or it or this variant was removed.",
    );
  },
});

/** Puts the own message into the history when somebody else's is chosen instead. */
export const setMessageAside = defineAction({
  name: "message.set_aside",
  capability: "write",
  input: z.object({ campaignId: z.uuid(), armKey: armKeySchema, message: messageSchema }),
  run: async ({ input: { message, ...place }, actor, db, now }) => {
    const kept = await setVersionAside(
      db,
      { workspaceId: actor.workspaceId, ...place },
      { message, userId: actor.userId, now },
    );
    if (!kept) refuse("campaign_not_found", "This campaign or this variant is no draft any more.");
    return { kept };
  },
});

export const nameVersionAction = defineAction({
  name: "message.name_version",
  capability: "write",
  input: z.object({ campaignId: z.uuid(), versionId: z.uuid(), name: versionNameSchema.nullable() }),
  run: async ({ input: { campaignId, versionId, name }, actor, db }) => {
    const named = await nameVersion(db, actor.workspaceId, campaignId, versionId, name);
    if (!named) refuse("version_not_found", "This version no longer exists. Open the history again.");
    return { named };
  },
});

/** Sends what is on the screen to phones of one's own. The background hands it over; its state is read from the rows. */
export const sendTest = defineAction({
  name: "message.send_test",
  capability: "write",
  input: testSendSchema,
  run: async ({ input, actor, db, now }) => {
    const { workspaceId, userId, workspace } = actor;
    const { requestId, campaignId, channels } = input;
    const outcome = await db.transaction(async (tx) => {
      const created = await createTestSends(tx, { ...input, workspaceId, userId, settings: workspace.settings, now });
      if (created.kind !== "created") return created;
      const detail = { armKey: input.armKey, channels, phones: input.targets.length, waiting: created.waiting };
      const subject = { subjectKind: "campaign", subjectId: campaignId, detail };
      await appendAudit(tx, { workspaceId, userId, action: "message.test_sent", ...subject, now });
      if (created.waiting > 0) {
        await enqueueEvents(tx, [{ name: "message/test.requested", data: { workspaceId, requestId } }], now);
      }
      return created;
    });
    if (outcome.kind === "too_many") {
      refuse(
        "rate_limited",
        `You may send ${testsPerHourMax} tests an hour. Try again in ${Math.ceil(outcome.waitSeconds / 60)} minutes, or choose fewer.`,
      );
    }
    if (outcome.kind === "not_found") {
      refuse("not_found", "This campaign or this contact was removed by somebody else. Reload the page.");
    }
    return { waiting: outcome.kind === "created" ? outcome.waiting : 0 };
  },
});
