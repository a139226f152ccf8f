import type { Metadata } from "next";
import { saveArmsAction } from "@/app/(studio)/campaigns/[id]/actions";
import { loadCampaignPage } from "@/app/(studio)/campaigns/[id]/load";
import { TestStep } from "@/components/campaign/test-step";

export const metadata: Metadata = { title: "Test of the campaign" };

export default async function TestPage({ params }: { params: Promise<{ id: string }> }) {
  const { campaign, isReadOnly } = await loadCampaignPage((await params).id);
  return (
    <TestStep
      campaignId={campaign.id}
      revision={campaign.revision}
      arms={campaign.arms.map(({ key, name, weightPercent }) => ({ key, name, weightPercent }))}
      holdoutPercent={campaign.holdoutPercent}
      isReadOnly={isReadOnly}
      saveArms={saveArmsAction}
    />
  );
}
