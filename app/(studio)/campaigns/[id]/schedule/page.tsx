import type { Metadata } from "next";
import { saveSetupAction } from "@/app/(studio)/campaigns/[id]/actions";
import { loadCampaignPage } from "@/app/(studio)/campaigns/[id]/load";
import { ScheduleStep } from "@/components/campaign/schedule-step";
import { campaignRulesSchema } from "@/lib/campaign/rules";

export const metadata: Metadata = { title: "Schedule of the campaign" };

export default async function SchedulePage({ params }: { params: Promise<{ id: string }> }) {
  const { actor, campaign, isReadOnly } = await loadCampaignPage((await params).id);
  return (
    <ScheduleStep
      campaignId={campaign.id}
      revision={campaign.revision}
      ladder={campaign.ladder}
      schedule={campaign.schedule}
      timeZone={actor.workspace.settings.timeZone}
      rules={campaignRulesSchema.parse(campaign.rules)}
      currency={actor.workspace.settings.currency}
      isReadOnly={isReadOnly}
      saveSetup={saveSetupAction}
    />
  );
}
