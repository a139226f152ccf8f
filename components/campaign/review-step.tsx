"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState, useTransition } from "react";
import { CostCard } from "@/components/campaign/cost-card";
import { LaunchProblems } from "@/components/campaign/launch-problems";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { ChannelDot } from "@/components/ui/channel-dot";
import { NumberText } from "@/components/ui/number-text";
import { StatTile } from "@/components/ui/stat-tile";
import type { ActionResult, Refusal } from "@/lib/action-result";
import type { PreflightProblem } from "@/lib/campaign/preflight-problem";
import { type ChannelId, channelIdSchema } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import type { Ladder } from "@/lib/ladder/schema";
import { successWords, waitWords } from "@/lib/ladder/wait-words";
import { reasonText } from "@/lib/routing/reason-text";

export interface ReviewStepProps {
  campaignId: string;
  revision: number;
  isDraft: boolean;
  isScheduled: boolean;
  mayLaunch: boolean;
  isSandbox: boolean;
  mayEditPrices: boolean;
  /** The workspace's. */
  timeZone: string;
  /** Null for a start at once, else the moment in words. */
  startText: string | null;
  ladder: Ladder;
  holdoutPercent: number;
  audienceCount: number;
  reachableCount: number;
  reach: { channels: string; reason: string | null; count: number }[];
  problems: PreflightProblem[];
  /** Sends the message to phones of one's own; null for whoever may not. */
  testSend: ReactNode;
  unschedule: (input: { campaignId: string }) => Promise<ActionResult<{ unscheduled: boolean }>>;
  launch: (input: {
    campaignId: string;
    revision: number;
  }) => Promise<ActionResult<{ state: "sending" | "scheduled" }>>;
}

/** Everything once more before it goes out: who, how, what stands in the way; and the button. */
export function ReviewStep(props: ReviewStepProps) {
  const { audienceCount, reachableCount, reach, problems, ladder } = props;
  const blockers = problems.filter(({ severity }) => severity === "blocker");
  const warnings = problems.filter(({ severity }) => severity === "warning");
  const excluded = reach.filter((row) => row.channels === "");
  return (
    <div className="max-w-4xl space-y-6">
      <div className="grid gap-3 sm:grid-cols-3">
        <StatTile
          label="In the audience"
          value={<NumberText value={audienceCount} />}
          definition="Contacts the audience means now. It is counted again at the launch."
        />
        <StatTile
          label="Can be reached"
          value={<NumberText value={reachableCount} />}
          definition="Agreed to the topic and have an address on at least one channel of the ladder."
        />
        <StatTile
          label="Will get nothing"
          value={<NumberText value={audienceCount - reachableCount} />}
          detail={props.holdoutPercent > 0 ? `and ${props.holdoutPercent} % of the rest are held out` : null}
        />
      </div>
      {excluded.length > 0 && (
        <Card title="Why people get nothing">
          <ul className="space-y-1">
            {excluded.map((row) => (
              <li key={row.reason ?? ""}>
                <NumberText value={row.count} /> {row.count === 1 ? "person" : "people"}: {reasonText(row.reason)}
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Card title="How people are reached">
        <ol className="space-y-2">
          {ladder.rungs.map((rung, index) => (
            <li key={rung.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="text-muted">Step {index + 1}</span>
              {rung.channels.map((channel) => (
                <ChannelDot key={channel} channel={channel} label={channels[channel].name} />
              ))}
              <span className="text-sm text-muted">
                {reachOf(reach, rung.channels).toLocaleString("en")} can be reached; until it{" "}
                {successWords[rung.success]}, at most {waitWords(rung.waitSeconds)}
              </span>
            </li>
          ))}
        </ol>
      </Card>
      <CostCard
        campaignId={props.campaignId}
        timeZone={props.timeZone}
        isAhead={props.isDraft || props.isScheduled}
        mayEditPrices={props.mayEditPrices}
      />
      <LaunchProblems title="Mend before launching" kind="blocker" problems={blockers} campaignId={props.campaignId} />
      <LaunchProblems title="Worth a look" kind="warning" problems={warnings} campaignId={props.campaignId} />
      {props.testSend}
      {props.isDraft && props.mayLaunch && <Launch {...props} isBlocked={blockers.length > 0} />}
      {props.isScheduled && props.mayLaunch && <Unschedule {...props} />}
    </div>
  );
}

function reachOf(reach: ReviewStepProps["reach"], wished: readonly ChannelId[]): number {
  return reach.reduce((sum, row) => {
    const open = row.channels.split(",").filter((each) => channelIdSchema.safeParse(each).success);
    return sum + (wished.some((channel) => open.includes(channel)) ? row.count : 0);
  }, 0);
}

function Launch({
  campaignId,
  revision,
  startText,
  reachableCount,
  isSandbox,
  isBlocked,
  launch,
}: ReviewStepProps & { isBlocked: boolean }) {
  const router = useRouter();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isLaunching, start] = useTransition();
  const press = () =>
    start(async () => {
      const result = await launch({ campaignId, revision });
      if (!result.ok) {
        setRefusal(result.refusal);
        router.refresh();
      } else if (result.value.state === "scheduled") router.push("/campaigns");
      else router.push(`/campaigns/${campaignId}/report`);
    });
  return (
    <div className="space-y-3">
      {refusal && <Callout kind="blocker">{refusal.message}</Callout>}
      <p className="text-right text-muted">
        {isBlocked && "What must be mended stands above. "}
        {startText === null ? "Starts at once" : `Starts ${startText}`}, to {reachableCount.toLocaleString("en")} people
        {isSandbox ? " on the virtual phones. No real message leaves this computer." : "."}
      </p>
      <div className="flex justify-end">
        <Button variant="primary" size="lg" busy={isLaunching} disabled={isBlocked} onClick={press}>
          {startText === null ? "Launch campaign" : "Schedule campaign"}
        </Button>
      </div>
    </div>
  );
}

/** A scheduled campaign can become a draft again until its moment comes. */
function Unschedule({ campaignId, startText, unschedule }: ReviewStepProps) {
  const router = useRouter();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isBusy, start] = useTransition();
  const press = () =>
    start(async () => {
      const result = await unschedule({ campaignId });
      if (!result.ok) setRefusal(result.refusal);
      router.refresh();
    });
  return (
    <div className="space-y-3">
      {refusal && <Callout kind="blocker">{refusal.message}</Callout>}
      <div className="flex flex-wrap items-center justify-end gap-4">
        <p className="text-muted">Starts {startText}.</p>
        <Button variant="secondary" busy={isBusy} onClick={press}>
          Cancel the start
        </Button>
      </div>
    </div>
  );
}
