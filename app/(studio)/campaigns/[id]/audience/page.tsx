import type { Metadata } from "next";
import { saveSetupAction } from "@/app/(studio)/campaigns/[id]/actions";
import { loadCampaignPage } from "@/app/(studio)/campaigns/[id]/load";
import { AudienceStep } from "@/components/campaign/audience-step";
import { attributeNames } from "@/db/queries/audience";
import { listContactLists } from "@/db/queries/lists";

export const metadata: Metadata = { title: "Audience of the campaign" };

export default async function AudiencePage({ params }: { params: Promise<{ id: string }> }) {
  const { actor, db, campaign, isReadOnly } = await loadCampaignPage((await params).id);
  const [lists, attributes] = await Promise.all([
    listContactLists(db, actor.workspaceId),
    attributeNames(db, actor.workspaceId),
  ]);
  return (
    <AudienceStep
      campaignId={campaign.id}
      revision={campaign.revision}
      audience={campaign.audience}
      lists={lists}
      attributes={attributes}
      isReadOnly={isReadOnly}
      saveSetup={saveSetupAction}
    />
  );
}
