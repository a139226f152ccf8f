"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { defineAction } from "@/app/_server/action";
import { refuse } from "@/app/_server/refusal";
import { runPreflight } from "@/app/(studio)/campaigns/[id]/run-preflight";
import { loadCampaign, type SaveOutcome, saveArms, saveCampaignSetup } from "@/db/queries/campaigns";
import {
  markLaunching,
  markScheduled,
  pauseCampaign,
  resumeCampaign,
  stopCampaign,
  unschedule,
} from "@/db/queries/launch";
import { keepLaunchedVersions } from "@/db/queries/versions";
import { enqueueEvents } from "@/inngest/outbox";
import { holdoutPercentSchema } from "@/lib/campaign/schema";
import { armWeightsSchema, campaignSetupSchema } from "@/lib/campaign/setup";

const campaignId = z.object({ campaignId: z.uuid() });
const revision = z.number().int().positive();

function refuseChanged(): never {
  refuse("conflict", "The campaign changed after you opened this page. Look at the review again, then launch.");
}

function savedOrRefused(outcome: SaveOutcome): { revision: number } {
  if (outcome.saved) return { revision: outcome.revision };
  if (outcome.why === "conflict") {
    refuse(
      "conflict",
      "Somebody saved this campaign while you were editing. What you see is kept; reload to get their version.",
    );
  }
  if (outcome.why === "not_draft") {
    refuse("campaign_not_draft", "This campaign is no longer a draft, so it cannot change. Duplicate it to go on.");
  }
  return refuse("campaign_not_found", "This campaign no longer exists.");
}

export const saveSetupAction = defineAction({
  name: "campaign.save_setup",
  capability: "write",
  input: campaignId.extend({ revision, setup: campaignSetupSchema }),
  run: async ({ input, actor, db, now }) => {
    const change = { revision: input.revision, setup: input.setup, now };
    const saved = savedOrRefused(await saveCampaignSetup(db, actor.workspaceId, input.campaignId, change));
    revalidatePath(`/campaigns/${input.campaignId}`, "layout");
    return saved;
  },
});

export const saveArmsAction = defineAction({
  name: "campaign.save_arms",
  capability: "write",
  input: campaignId.extend({ revision, arms: armWeightsSchema, holdoutPercent: holdoutPercentSchema }),
  run: async ({ input, actor, db, now }) => {
    const { campaignId: id, ...change } = input;
    const saved = savedOrRefused(await saveArms(db, actor.workspaceId, id, { ...change, now }));
    revalidatePath(`/campaigns/${id}`, "layout");
    return saved;
  },
});

/** Launches or schedules a draft after checking once more, on the server, that nothing stands in the way. */
export const launchAction = defineAction({
  name: "campaign.launch",
  capability: "launch",
  input: campaignId.extend({ revision }),
  run: async ({ input, actor, db, now }) => {
    const campaign = await loadCampaign(db, actor.workspaceId, input.campaignId);
    if (campaign === null) return refuse("campaign_not_found", "This campaign no longer exists.");
    if (campaign.state !== "draft")
      return refuse("already_launched", "This campaign was launched already. Open its report.");
    if (campaign.revision !== input.revision) return refuseChanged();
    const { problems } = await runPreflight(db, actor.workspace, campaign, now);
    const blocker = problems.find(({ severity }) => severity === "blocker");
    if (blocker !== undefined) return refuse("blocked", `${blocker.text} ${blocker.remedy ?? ""}`.trim());
    const { id, workspaceId, schedule } = campaign;
    const draft = { workspaceId, campaignId: id, revision: campaign.revision };
    const launched = await db.transaction(async (tx) => {
      const kept = { userId: actor.userId, now };
      if (schedule.kind === "at") {
        if (!(await markScheduled(tx, draft, new Date(schedule.at), now))) return false;
        await keepLaunchedVersions(tx, workspaceId, id, { ...kept, name: "Scheduled" });
        return true;
      }
      if (!(await markLaunching(tx, draft, now))) return false;
      await keepLaunchedVersions(tx, workspaceId, id, { ...kept, name: "Launched" });
      await enqueueEvents(tx, [{ name: "campaign/launch.requested", data: { workspaceId, campaignId: id } }], now);
      return true;
    });
    // Somebody may have saved while the audience was being counted.
    if (!launched && (await loadCampaign(db, workspaceId, id))?.state === "draft") return refuseChanged();
    if (!launched) return refuse("already_launched", "This campaign was launched already. Open its report.");
    revalidatePath(`/campaigns/${id}`, "layout");
    return { state: schedule.kind === "at" ? ("scheduled" as const) : ("sending" as const) };
  },
});

export const pauseAction = defineAction({
  name: "campaign.pause",
  capability: "launch",
  input: campaignId,
  run: async ({ input, actor, db, now }) => {
    if (!(await pauseCampaign(db, actor.workspaceId, input.campaignId, now))) {
      refuse("not_sending", "This campaign is not sending, so there is nothing to pause.");
    }
    return { paused: true };
  },
});

export const resumeAction = defineAction({
  name: "campaign.resume",
  capability: "launch",
  input: campaignId,
  run: async ({ input, actor, db, now }) => {
    const { campaignId: id } = input;
    const { workspaceId } = actor;
    // With its event, so that it goes on at once and not at the next look at everything.
    const resumed = await db.transaction(async (tx) => {
      if (!(await resumeCampaign(tx, workspaceId, id, now))) return false;
      await enqueueEvents(tx, [{ name: "campaign/deliveries.pending", data: { workspaceId, campaignId: id } }], now);
      return true;
    });
    if (!resumed) refuse("not_paused", "This campaign is not paused.");
    return { resumed: true };
  },
});

export const stopAction = defineAction({
  name: "campaign.stop",
  capability: "launch",
  input: campaignId,
  run: async ({ input, actor, db, now }) => {
    if (!(await stopCampaign(db, actor.workspaceId, input.campaignId, now))) {
      refuse("not_running", "This campaign is not running, so there is nothing to stop.");
    }
    return { stopped: true };
  },
});

export const unscheduleAction = defineAction({
  name: "campaign.unschedule",
  capability: "launch",
  input: campaignId,
  run: async ({ input, actor, db, now }) => {
    if (!(await unschedule(db, actor.workspaceId, input.campaignId, now))) {
      refuse("not_scheduled", "This campaign is not waiting for its start any more.");
    }
    revalidatePath(`/campaigns/${input.campaignId}`, "layout");
    return { unscheduled: true };
  },
});
