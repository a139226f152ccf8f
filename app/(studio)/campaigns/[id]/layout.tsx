import type { ReactNode } from "react";
import { loadCampaignPage } from "@/app/(studio)/campaigns/[id]/load";
import { CampaignHeader } from "@/components/campaign/campaign-header";

export default async function CampaignLayout({
  children,
  params,
}: {
  children: ReactNode;
  params: Promise<{ id: string }>;
}) {
  const { campaign } = await loadCampaignPage((await params).id);
  const isComposed = campaign.arms.every(({ message }) => message.blocks.length > 0);
  return (
    <>
      <CampaignHeader id={campaign.id} name={campaign.name} state={campaign.state} isComposed={isComposed} />
      {children}
    </>
  );
}
