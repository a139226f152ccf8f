import { markLaunched, snapshotSlice } from "@/db/queries/launch";
import { loadSendingCampaign } from "@/db/queries/sending";
import type { SendingDeps } from "@/inngest/sending/deps";
import { assignmentSlices } from "@/lib/experiment/assignment-slices";

/** Few, so that their messages are on their way while the others are still being taken. */
const contactsInFirstSlice = 2_000;
/** A fraction of a second: whoever stops the campaign waits for the slice. */
const contactsPerSlice = 20_000;

/**
 * Copies the audience into the campaign slice by slice. Whoever is in may get their message at once: `begun` is called
 * as soon as the first are. May be cut off anywhere and run again: it goes on behind the last slice, and nobody is taken
 * twice. False when the campaign was stopped.
 */
export async function launchCampaign(
  deps: SendingDeps,
  workspaceId: string,
  campaignId: string,
  begun: () => Promise<void> = async () => undefined,
): Promise<boolean> {
  const campaign = await loadSendingCampaign(deps.db, workspaceId, campaignId);
  if (campaign === null || (campaign.state !== "sending" && campaign.state !== "paused")) return false;
  if (campaign.launchedAt !== null) return true;
  const slices = assignmentSlices(campaign.arms, campaign.holdoutPercent);
  for (let index = 0; ; index += 1) {
    const taken = await snapshotSlice(deps.db, {
      workspaceId,
      campaignId,
      audience: campaign.audience,
      salt: campaign.assignmentSalt,
      slices,
      contactsMax: index === 0 ? contactsInFirstSlice : contactsPerSlice,
      now: deps.now(),
    });
    if (taken === null) return false;
    if (index === 0) await begun();
    if (taken === 0) break;
  }
  await markLaunched(deps.db, workspaceId, campaignId, deps.now());
  return true;
}
