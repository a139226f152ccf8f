import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentTime } from "@/app/_server/session";
import { pauseAction, resumeAction, stopAction } from "@/app/(studio)/campaigns/[id]/actions";
import { loadCampaignPage } from "@/app/(studio)/campaigns/[id]/load";
import { readReport } from "@/app/(studio)/campaigns/[id]/report/read-report";
import { Report } from "@/components/report/report";
import { can } from "@/lib/workspace/capabilities";

export const metadata: Metadata = { title: "Report of the campaign" };

export default async function ReportPage({ params }: { params: Promise<{ id: string }> }) {
  const { actor, db, campaign } = await loadCampaignPage((await params).id);
  if (campaign.state === "draft" || campaign.state === "scheduled") redirect(`/campaigns/${campaign.id}/review`);
  return (
    <Report
      campaignId={campaign.id}
      initial={await readReport(db, actor.workspaceId, campaign, currentTime())}
      timeZone={actor.workspace.settings.timeZone}
      armNames={Object.fromEntries(campaign.arms.map(({ key, name }) => [key, name]))}
      controls={{ mayLaunch: can(actor.role, "launch"), pause: pauseAction, resume: resumeAction, stop: stopAction }}
    />
  );
}
