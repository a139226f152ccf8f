"use server";

import { z } from "zod";
import { defineAction } from "@/app/_server/action";
import { refuse } from "@/app/_server/refusal";
import { appendAudit } from "@/db/queries/audit";
import { retryRun } from "@/db/queries/background";
import { resumeCampaign } from "@/db/queries/launch";
import { closeCircuit } from "@/db/queries/provider-health";
import { channelIdSchema } from "@/lib/channels/ids";

export const closeCircuitAction = defineAction({
  name: "operations.close_circuit",
  capability: "own",
  input: z.object({ account: z.enum(["sandbox", "vonage", "web-push"]), channel: channelIdSchema }),
  run: async ({ input, actor: { workspaceId, userId }, db, now }) => {
    const isClosed = await db.transaction(async (tx) => {
      if (!(await closeCircuit(tx, workspaceId, input, now))) return false;
      await appendAudit(tx, {
        ...{ workspaceId, userId, action: "circuit.closed", subjectKind: "provider", now },
        subjectId: `${input.account}:${input.channel}`,
      });
      return true;
    });
    if (!isClosed) refuse("not_open", "Sending on this channel is not paused any more, so there is nothing to do.");
    return null;
  },
});

export const resumeCampaignAction = defineAction({
  name: "operations.resume_campaign",
  capability: "own",
  input: z.object({ campaignId: z.uuid() }),
  run: async ({ input: { campaignId }, actor: { workspaceId, userId }, db, now }) => {
    const isResumed = await db.transaction(async (tx) => {
      if (!(await resumeCampaign(tx, workspaceId, campaignId, now))) return false;
      await appendAudit(tx, {
        ...{ workspaceId, userId, action: "campaign.resumed", subjectKind: "campaign", subjectId: campaignId, now },
      });
      return true;
    });
    if (!isResumed) refuse("not_paused", "This campaign is not paused any more, so there is nothing to resume.");
    return null;
  },
});

export const retryRunAction = defineAction({
  name: "operations.retry_run",
  capability: "own",
  input: z.object({ runId: z.uuid() }),
  run: async ({ input: { runId }, actor: { workspaceId, userId }, db, now }) => {
    const isRetried = await db.transaction(async (tx) => {
      if (!(await retryRun(tx, workspaceId, runId, now))) return false;
      await appendAudit(tx, {
        ...{ workspaceId, userId, action: "run.retried", subjectKind: "run", subjectId: runId, now },
      });
      return true;
    });
    if (!isRetried) refuse("run_not_found", "This work is not among the failed any more. Reload the page.");
    return null;
  },
});
