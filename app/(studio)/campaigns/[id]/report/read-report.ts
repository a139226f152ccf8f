import { timeBoxed } from "@/app/_server/time-boxed";
import type { LiveReport } from "@/components/report/live-report";
import type { Database } from "@/db/client";
import type { loadCampaign } from "@/db/queries/campaigns";
import { reportSnapshot } from "@/db/queries/report-snapshot";
import { rsvpQuestions } from "@/lib/campaign/rsvp-questions";

type Campaign = NonNullable<Awaited<ReturnType<typeof loadCampaign>>>;

/** A little less than what a report waits between two looks while it is sending. */
const restMs = 1_500;

/** The numbers of a campaign; any number of people who look at it cost about as much as one. */
export async function readReport(
  db: Database,
  workspaceId: string,
  campaign: Pick<Campaign, "id" | "state" | "recipientCount" | "ladder" | "arms">,
  now: Date,
): Promise<LiveReport> {
  const questions = {
    asked: rsvpQuestions(campaign.arms.map(({ message }) => message)),
    channels: campaign.ladder.rungs.flatMap(({ channels }) => channels),
    hasVariants: campaign.arms.length > 1,
  };
  const report = await reportSnapshot(db, workspaceId, campaign.id, questions, now, (part, read) =>
    // What changes with the state of the campaign is never taken from before the change.
    timeBoxed(`report ${workspaceId} ${campaign.id} ${campaign.state} ${part}`, restMs, read),
  );
  return { ...report, state: campaign.state, recipientCount: campaign.recipientCount };
}
