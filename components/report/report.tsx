"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { Answers } from "@/components/report/answers";
import { CalledBack, isCalledBack } from "@/components/report/called-back";
import { Controls, type ControlsProps } from "@/components/report/controls";
import { Funnel } from "@/components/report/funnel";
import { HeldChannel } from "@/components/report/held-channel";
import type { LiveReport } from "@/components/report/live-report";
import { NotCounted } from "@/components/report/not-counted";
import { peopleKey, Recipients } from "@/components/report/recipients";
import { Series } from "@/components/report/series";
import { Tiles } from "@/components/report/tiles";
import { Variants } from "@/components/report/variants";
import { Watched } from "@/components/report/watched";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { NumberText } from "@/components/ui/number-text";
import { ReachTable } from "@/components/ui/reach-table";
import { TimeText } from "@/components/ui/time-text";
import type { CampaignState } from "@/lib/campaign/schema";
import { recipientStateWords } from "@/lib/campaign/state-words";
import { reachMargin } from "@/lib/routing/reach";
import { reasonText } from "@/lib/routing/reason-text";

export interface ReportProps {
  campaignId: string;
  initial: LiveReport;
  timeZone: string;
  armNames: Record<string, string>;
  controls: Pick<ControlsProps, "pause" | "resume" | "stop" | "mayLaunch">;
}

const liveMs = 2_000;
const peopleLiveMs = 4_000;
/** Receipts and taps come for days after the last message. */
const afterwardsMs = 30_000;

/** Above this, people are said to be counted earlier than messages. */
const peopleLagMs = 5_000;

/** What became of a campaign, counted again every two seconds while it is sending, and every half minute afterwards. */
export function Report({ campaignId, initial, timeZone, armNames, controls }: ReportProps) {
  const { data, isError, refetch } = useQuery<LiveReport>({
    queryKey: ["report", campaignId],
    initialData: initial,
    refetchInterval: ({ state }) => (isRunning(state.data?.state) ? liveMs : afterwardsMs),
    queryFn: async ({ signal }) => {
      const response = await fetch(`/api/studio/campaigns/${campaignId}/report`, { signal });
      if (!response.ok) throw new Error("report not read");
      return (await response.json()) as LiveReport;
    },
  });
  const router = useRouter();
  const queries = useQueryClient();
  useEffect(() => {
    if (data.state === initial.state) return;
    // The name and state above the report come from the server and must not say what no longer holds.
    router.refresh();
    // What ended the campaign happened to somebody in the list below, which was read before.
    void queries.invalidateQueries({ queryKey: peopleKey(campaignId) });
  }, [data.state, initial.state, router, queries, campaignId]);
  const people = data.reasons.reduce((sum, row) => sum + row.count, 0);
  return (
    <div className="space-y-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-sm text-muted" role="status">
          {isError ? "The numbers could not be read again; these are the last ones. " : ""}As of{" "}
          <TimeText at={data.asOf} timeZone={timeZone} showZone />
          {isRunning(data.state) ? ", live" : ""}
          {Date.parse(data.asOf) - Date.parse(data.peopleAsOf) > peopleLagMs && (
            <>
              ; people, answers and costs as of <TimeText at={data.peopleAsOf} timeZone={timeZone} shape="time" />
            </>
          )}
        </p>
        <Controls
          campaignId={campaignId}
          state={data.state}
          waiting={waiting(data)}
          onChanged={() => void refetch()}
          {...controls}
        />
      </div>
      {data.held.map((circuit) => (
        <HeldChannel key={`${circuit.account} ${circuit.channel}`} {...{ circuit, timeZone }} asOf={data.asOf} />
      ))}
      {data.recipientCount === null && isRunning(data.state) && (
        <Callout>
          The audience is being taken in, so the number of people still grows. The first ones are sent to already.
        </Callout>
      )}
      <Tiles report={data} people={people} />
      <NotCounted points={data.series.points} />
      <Card title="Steps and channels" description="Each person counts once per step.">
        <Funnel rows={data.funnel} />
      </Card>
      {isCalledBack(data.funnel) && (
        <Card
          title="Called back"
          description="Messages that had not arrived when the next step took over. Where the channel can, they are taken back first, so that nobody gets both."
        >
          <CalledBack rows={data.funnel} />
          <p className="mt-3 text-muted text-sm">
            Too late: it arrived first, the person has it, and the ladder goes by that. Refused: the provider would or
            could not take it back, so both may have arrived.
          </p>
        </Card>
      )}
      {data.routes.steps.length > 0 && (
        <Card title="Why on these channels" description={routesWords(data.routes)}>
          <ReachTable steps={data.routes.steps} countLabel="Chosen" />
        </Card>
      )}
      {data.watched.length > 0 && (
        <Card
          title="Films and recordings"
          description="Played on their pages. Counted once per message and film, however often somebody plays it, as told by the page; browsers without scripts tell nothing."
        >
          <Watched media={data.watched} />
        </Card>
      )}
      <Card title="Over time">
        <Series series={data.series} timeZone={timeZone} />
      </Card>
      {data.arms.length > 1 && (
        <Card title="Variants">
          <Variants arms={data.arms} names={armNames} />
        </Card>
      )}
      {data.questions.length > 0 && (
        <Card
          title="Answers"
          description="People by the last answer they gave. Who they are is below: choose the answer under People."
        >
          <Answers questions={data.questions} />
        </Card>
      )}
      <Card title="Where people stand">
        <ul className="space-y-1">
          {data.reasons.map((row) => (
            <li key={`${row.state} ${row.reason}`} className="flex gap-3">
              <span className="w-16 shrink-0 text-right font-medium tabular-nums">
                <NumberText value={row.count} />
              </span>
              <span>
                {recipientStateWords[row.state].name}
                {row.reason === null ? "" : <span className="text-muted"> ({reasonText(row.reason)})</span>}
              </span>
            </li>
          ))}
        </ul>
      </Card>
      <Recipients
        campaignId={campaignId}
        questions={data.questions}
        timeZone={timeZone}
        refreshMs={isRunning(data.state) ? peopleLiveMs : afterwardsMs}
      />
    </div>
  );
}

function isRunning(state: CampaignState | undefined): boolean {
  return state === "sending" || state === "paused";
}

function waiting(report: LiveReport): number {
  return report.reasons.reduce(
    (sum, row) => (row.state === "pending" || row.state === "active" ? sum + row.count : sum),
    0,
  );
}

function routesWords(routes: LiveReport["routes"]): string {
  const words = "As it was decided for each person; under People stands why, for each of them.";
  if (routes.counted >= routes.people) return words;
  const off = reachMargin(routes, routes.people / 2).toLocaleString("en");
  return `${words} Estimated from ${routes.counted.toLocaleString("en")} people drawn at random: each number may be off by up to ${off}.`;
}
