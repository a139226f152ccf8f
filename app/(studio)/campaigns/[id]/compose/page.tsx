import type { Metadata } from "next";
import Link from "next/link";
import { webEnv } from "@/app/_server/env";
import { currentTime } from "@/app/_server/session";
import { loadCampaignPage } from "@/app/(studio)/campaigns/[id]/load";
import { Button } from "@/components/ui/button";
import { attributeNames } from "@/db/queries/audience";
import { mediaOfMessages } from "@/db/queries/media";
import { listPrices } from "@/db/queries/prices";
import { freeCodesOf } from "@/db/queries/promo-pools";
import { localDay } from "@/lib/consent/local-day";
import { currentPrices } from "@/lib/cost/price-rows";
import { toMediaItem } from "@/lib/media/media-item";
import { codesCountedMax } from "@/lib/promo/pool-form";
import { can } from "@/lib/workspace/capabilities";
import { ComposeScreen } from "./compose-screen";

export const metadata: Metadata = { title: "Compose" };

export default async function ComposePage({ params }: { params: Promise<{ id: string }> }) {
  const { actor, db, campaign, isReadOnly } = await loadCampaignPage((await params).id);
  const { workspaceId, workspace } = actor;
  const [media, attributeKeys, prices, promoPools] = await Promise.all([
    mediaOfMessages(
      db,
      workspaceId,
      campaign.arms.map((arm) => arm.message),
    ),
    attributeNames(db, workspaceId),
    listPrices(db, workspaceId),
    freeCodesOf(db, workspaceId, { countedMax: codesCountedMax + 1 }),
  ]);
  const publicUrl = webEnv().CASCADE_URL;
  const { brandName, carrier, locale, senders, timeZone } = workspace.settings;
  const today = localDay(currentTime(), timeZone);
  const readOnlyReason =
    campaign.state === "draft"
      ? "Your role lets you look at this message and its previews, not change them."
      : "This campaign is no longer a draft, so its message cannot change. Duplicate the campaign to write another one.";
  return (
    <ComposeScreen
      // Another campaign is another document: nothing of this one may stay on the screen.
      key={campaign.id}
      userId={actor.userId}
      campaign={{ id: campaign.id, revision: campaign.revision }}
      arms={campaign.arms.map(({ key, name, message }) => ({ key, name, message }))}
      readOnlyReason={isReadOnly ? readOnlyReason : null}
      attributeKeys={attributeKeys}
      timeZone={timeZone}
      promoPools={promoPools}
      workspace={{ id: workspaceId, publicUrl, brandName, locale, senders }}
      pricing={{ prices: currentPrices(prices, today), today }}
      mayWrite={can(actor.role, "write")}
      isSandbox={carrier === "sandbox"}
      media={media.map((row) => toMediaItem(row, publicUrl))}
      footer={
        <div className="mt-6 flex justify-end">
          <Button variant="primary" asChild>
            <Link href={`/campaigns/${campaign.id}/audience`}>Continue to audience</Link>
          </Button>
        </div>
      }
    />
  );
}
