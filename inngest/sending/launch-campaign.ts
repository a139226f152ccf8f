import { markLaunched, snapshotSlice } from "@/db/queries/launch";
import { loadSendingCampaign } from "@/db/queries/sending";
import type { SendingDeps } from "@/inngest/sending/deps";
import { assignmentSlices } from "@/lib/experiment/assignment-slices";

const contactsPerSlice = 50_000;

/**
 * Copies the audience into the campaign slice by slice and opens it for sending. May be cut off anywhere and run again:
 * nobody is taken twice, and nobody gets a message before everybody is in. False when it is not to be sent (any more).
 */
export async function launchCampaign(deps: SendingDeps, workspaceId: string, campaignId: string): Promise<boolean> {
  const campaign = await loadSendingCampaign(deps.db, workspaceId, campaignId);
  if (campaign === null || campaign.state !== "sending") return false;
  if (campaign.launchedAt !== null) return true;
  const slices = assignmentSlices(campaign.arms, campaign.holdoutPercent);
  let after: string | null = null;
  do {
    after = await snapshotSlice(deps.db, {
      workspaceId,
      campaignId,
      audience: campaign.audience,
      salt: campaign.assignmentSalt,
      slices,
      after,
      contactsMax: contactsPerSlice,
      now: deps.now(),
    });
  } while (after !== null);
  await markLaunched(deps.db, workspaceId, campaignId, deps.now());
  return true;
}
