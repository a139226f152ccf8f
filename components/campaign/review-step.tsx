"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState, useTransition } from "react";
import { CostCard } from "@/components/campaign/cost-card";
import { LaunchProblems } from "@/components/campaign/launch-problems";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { NumberText } from "@/components/ui/number-text";
import { ReachTable } from "@/components/ui/reach-table";
import { StatTile } from "@/components/ui/stat-tile";
import type { ActionResult, Refusal } from "@/lib/action-result";
import type { PreflightProblem } from "@/lib/campaign/preflight-problem";
import type { ChannelId } from "@/lib/channels/ids";
import type { Ladder, Rung } from "@/lib/ladder/schema";
import { successWords, waitWords } from "@/lib/ladder/wait-words";
import { type Reach, reachMargin } from "@/lib/routing/reach";
import { reasonText } from "@/lib/routing/reason-text";
import type { SenderLimit } from "@/lib/workspace/schema";

export interface ReviewStepProps {
  campaignId: string;
  revision: number;
  isDraft: boolean;
  isScheduled: boolean;
  mayLaunch: boolean;
  isSandbox: boolean;
  mayEditPrices: boolean;
  /** What carriers let the workspace's senders send. */
  senderLimits: Partial<Record<ChannelId, SenderLimit>>;
  /** The workspace's. */
  timeZone: string;
  /** Null for a start at once, else the moment in words. */
  startText: string | null;
  ladder: Ladder;
  holdoutPercent: number;
  audienceCount: number;
  reach: Reach;
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
  const { audienceCount, reach, problems, ladder } = props;
  const blockers = problems.filter(({ severity }) => severity === "blocker");
  const warnings = problems.filter(({ severity }) => severity === "warning");
  const isSample = reach.counted < reach.people;
  const reachMarginText = isSample ? `give or take ${reachMargin(reach, reach.reached).toLocaleString("en")}` : null;
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
          value={<NumberText value={reach.reached} />}
          definition="Agreed to the topic and have an address on at least one channel of the ladder."
          detail={reachMarginText}
        />
        <StatTile
          label="Will get nothing"
          value={<NumberText value={audienceCount - reach.reached} />}
          detail={props.holdoutPercent > 0 ? `and ${props.holdoutPercent} % of the rest are held out` : null}
        />
      </div>
      {reach.unreached.length > 0 && (
        <Card title="Why people get nothing">
          <ul className="space-y-1">
            {reach.unreached.map(({ reason, count }) => (
              <li key={reason}>
                <NumberText value={count} /> {count === 1 ? "person" : "people"}: {reasonText(reason)}
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Card title="How people are reached" description={isSample ? sampleWords(reach) : everybodyWords}>
        <ReachTable
          steps={reach.steps}
          countLabel="Can be reached"
          stepNote={(step) => stepWords(ladder.rungs[step], reach.steps[step]?.count ?? 0)}
        />
      </Card>
      <CostCard
        campaignId={props.campaignId}
        timeZone={props.timeZone}
        isAhead={props.isDraft || props.isScheduled}
        mayEditPrices={props.mayEditPrices}
        senderLimits={props.senderLimits}
      />
      <LaunchProblems title="Mend before launching" kind="blocker" problems={blockers} campaignId={props.campaignId} />
      <LaunchProblems title="Worth a look" kind="warning" problems={warnings} campaignId={props.campaignId} />
      {props.testSend}
      {props.isDraft && props.mayLaunch && <Launch {...props} isBlocked={blockers.length > 0} />}
      {props.isScheduled && props.mayLaunch && <Unschedule {...props} />}
    </div>
  );
}

const everybodyWords =
  "By the rules that decide when it is sent, as of now. Quiet hours only move a message, so they count for nothing here; what each message looks like is counted with the cost.";

function sampleWords(reach: Reach): string {
  const counted = reach.counted.toLocaleString("en");
  const off = reachMargin(reach, reach.people / 2).toLocaleString("en");
  return `Estimated from ${counted} people drawn at random: each number may be off by up to ${off}. By the rules that decide when it is sent, as of now; quiet hours only move a message and count for nothing here.`;
}

function stepWords(rung: Rung | undefined, count: number): string {
  if (rung === undefined) return "";
  const best = rung.pick === "best" && rung.channels.length > 1 ? "the best for each person; " : "";
  return `${best}${count.toLocaleString("en")} in all, until it ${successWords[rung.success]}, at most ${waitWords(rung.waitSeconds)}`;
}

function Launch({
  campaignId,
  revision,
  startText,
  reach,
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
        {startText === null ? "Starts at once" : `Starts ${startText}`}, to {reach.counted < reach.people && "about "}
        {reach.reached.toLocaleString("en")} people
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
