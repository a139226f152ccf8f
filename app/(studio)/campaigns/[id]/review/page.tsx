import type { Metadata } from "next";
import { currentTime } from "@/app/_server/session";
import { launchAction, unscheduleAction } from "@/app/(studio)/campaigns/[id]/actions";
import { loadCampaignPage } from "@/app/(studio)/campaigns/[id]/load";
import { TrialCard } from "@/app/(studio)/campaigns/[id]/review/trial-card";
import { runPreflight } from "@/app/(studio)/campaigns/[id]/run-preflight";
import { ReviewStep } from "@/components/campaign/review-step";
import type { Schedule } from "@/lib/campaign/schema";
import { channelIds } from "@/lib/channels/ids";
import { senderLimitsOf } from "@/lib/sending/sender-limits-of";
import { can } from "@/lib/workspace/capabilities";

export const metadata: Metadata = { title: "Review of the campaign" };

export default async function ReviewPage({ params }: { params: Promise<{ id: string }> }) {
  const { actor, db, campaign } = await loadCampaignPage((await params).id);
  const report = await runPreflight(db, actor.workspace, campaign, currentTime());
  const { settings } = actor.workspace;
  const written = campaign.arms.filter(({ message }) => message.blocks.length > 0);
  return (
    <ReviewStep
      {...report}
      campaignId={campaign.id}
      revision={campaign.revision}
      isDraft={campaign.state === "draft"}
      isScheduled={campaign.state === "scheduled"}
      mayLaunch={can(actor.role, "launch")}
      mayEditPrices={can(actor.role, "own")}
      senderLimits={senderLimitsOf(settings)}
      timeZone={settings.timeZone}
      isSandbox={settings.carrier === "sandbox"}
      startText={startText(campaign.schedule, settings.timeZone)}
      ladder={campaign.ladder}
      holdoutPercent={campaign.holdoutPercent}
      testSend={
        can(actor.role, "write") &&
        written.length > 0 && (
          <TrialCard
            campaignId={campaign.id}
            arms={written.map(({ key, name, message }) => ({ key, name, message }))}
            ladderChannels={campaign.ladder.rungs.flatMap(({ channels }) => channels)}
            sending={channelIds.filter((id) => settings.senders[id] !== undefined)}
            isSandbox={settings.carrier === "sandbox"}
            timeZone={settings.timeZone}
          />
        )
      }
      launch={launchAction}
      unschedule={unscheduleAction}
    />
  );
}

function startText(schedule: Schedule, timeZone: string): string | null {
  if (schedule.kind === "now") return null;
  return new Date(schedule.at)
    .toLocaleString("en-GB", { timeZone, dateStyle: "medium", timeStyle: "short" })
    .concat(` (${timeZone})`);
}
