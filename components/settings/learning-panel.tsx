"use client";

import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { ChannelDot } from "@/components/ui/channel-dot";
import { NumberText } from "@/components/ui/number-text";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { TimeText } from "@/components/ui/time-text";
import { toast } from "@/components/ui/toaster";
import { type Action, useAction } from "@/components/ui/use-action";
import { channelIds } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import type { LearningState } from "@/lib/routing/learning-state";
import type { ChannelCounts, RoutingModel } from "@/lib/routing/model";
import { SettingsSection } from "./settings-section";

export interface LearningPanelProps {
  /** Null before the first time. */
  learnedAt: Date | null;
  /** Messages made up to then are counted. */
  countedUntil: Date | null;
  countedMessages: number;
  state: LearningState;
  known: { counts: ChannelCounts; minutes: RoutingModel["minutes"] };
  /** How long people have to react until a message is counted. */
  engagementHours: number;
  timeZone: string;
  mayLearn: boolean;
  learnNow: Action<null>;
}

const lookAgainMs = 2_000;

/** What routing has learned, from how much, and the wish that it learns now. */
export function LearningPanel(props: LearningPanelProps) {
  const { state, learnedAt, known, engagementHours, mayLearn, learnNow } = props;
  const router = useRouter();
  const { run, busy, refusal } = useAction(learnNow);
  // What was asked for here may be done before the page is read again; it shows in when it was last learned.
  const lastLearned = learnedAt?.getTime() ?? null;
  const [askedAfter, setAskedAfter] = useState<number | null>();
  const isLearning = state === "learning" || (state === "idle" && askedAfter === lastLearned);
  useEffect(() => {
    if (!isLearning) return;
    const timer = setInterval(() => router.refresh(), lookAgainMs);
    return () => clearInterval(timer);
  }, [isLearning, router]);
  const wasLearning = useRef(isLearning);
  useEffect(() => {
    if (wasLearning.current && !isLearning && state === "idle") toast.success("Routing has learned");
    wasLearning.current = isLearning;
  }, [isLearning, state]);
  return (
    <div>
      <SettingsSection
        title="Learning"
        description="Where a step takes the best channel for each person, it goes by what people did with your messages before. Routing learns every night by itself."
      >
        <div className="max-w-2xl space-y-4">
          <p role="status">
            {isLearning ? (
              "Learning started; it usually takes less than a minute. It goes on when you leave this page."
            ) : (
              <LastLearned {...props} />
            )}
          </p>
          <p className="text-muted">
            A message counts once people have had {engagementHours} hours to react to it, so what was sent since then is
            not in it yet.
          </p>
          {state === "lost" && (
            <Callout kind="warning">
              Learning was asked for, and is not done after ten minutes. Ask again. If that does not help, an owner
              finds under Operations what is held up.
            </Callout>
          )}
          {refusal && (
            <div role="alert">
              <Callout kind="warning">{refusal.message}</Callout>
            </div>
          )}
          {mayLearn && (
            <div className="flex justify-end">
              <Button
                variant="primary"
                busy={busy || isLearning}
                onClick={async () => {
                  if ((await run({})) !== null) setAskedAfter(lastLearned);
                  router.refresh();
                }}
              >
                <RefreshCw />
                Learn now
              </Button>
            </div>
          )}
        </div>
      </SettingsSection>
      <SettingsSection
        title="What is known"
        description="Of all people together. Each person's own habits and those of people like them are weighed against it; the report of a campaign explains each choice."
      >
        <KnownChannels {...known} />
      </SettingsSection>
    </div>
  );
}

function LastLearned({ learnedAt, countedUntil, countedMessages, timeZone }: LearningPanelProps) {
  if (learnedAt === null) return "Nothing has been learned yet.";
  if (countedMessages === 0) {
    return (
      <>
        Last learned <TimeText at={learnedAt} timeZone={timeZone} showZone />. No message was old enough to count.
      </>
    );
  }
  return (
    <>
      Last learned <TimeText at={learnedAt} timeZone={timeZone} showZone />, from <NumberText value={countedMessages} />{" "}
      {countedMessages === 1 ? "message" : "messages"}
      {countedUntil !== null && (
        <>
          {" "}
          made up to <TimeText at={countedUntil} timeZone={timeZone} />
        </>
      )}
      .
    </>
  );
}

function KnownChannels({ counts, minutes }: LearningPanelProps["known"]) {
  const known = channelIds.flatMap((id) => {
    const of = counts[id];
    return of === undefined || of.attempted < 0.5 ? [] : [{ id, ...of, minutes: minutes[id] ?? 0 }];
  });
  if (known.length === 0) {
    return (
      <p className="max-w-2xl">
        No message is old enough to have taught anything. Until then every channel is taken to reach 9 of 10 people, and
        4 of 100 of them to react; preferences and prices decide.
      </p>
    );
  }
  return (
    <div className="space-y-2">
      <Table aria-label="What is known of each channel">
        <TableHead>
          <TableRow>
            <TableHeader>Channel</TableHeader>
            <TableHeader numeric>Messages</TableHeader>
            <TableHeader numeric>Reached</TableHeader>
            <TableHeader numeric>Clicked or answered</TableHeader>
            <TableHeader numeric>Arrives after</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {known.map((row) => (
            <TableRow key={row.id}>
              <TableCell>
                <ChannelDot channel={row.id} label={channels[row.id].name} />
              </TableCell>
              <TableCell numeric>
                <NumberText value={Math.round(row.attempted)} />
              </TableCell>
              <TableCell numeric>
                <Share part={row.delivered} whole={row.attempted} of="sent" />
              </TableCell>
              <TableCell numeric>
                <Share part={row.engaged} whole={row.delivered} of="delivered" />
              </TableCell>
              <TableCell numeric>{minutesText(row.minutes)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <p className="text-muted text-sm">
        Older messages count less: one of 90 days ago half, one of 180 days ago a quarter. So these numbers are smaller
        than those of the messages you sent.
      </p>
    </div>
  );
}

function Share({ part, whole, of }: { part: number; whole: number; of: string }) {
  if (whole < 0.5) return <>–</>;
  const title = `${Math.round(part).toLocaleString("en")} of ${Math.round(whole).toLocaleString("en")} ${of}`;
  return <span title={title}>{((100 * part) / whole).toFixed(1)} %</span>;
}

function minutesText(minutes: number): string {
  if (minutes < 1) return "under a minute";
  if (minutes < 90) return `${Math.round(minutes)} min`;
  return `${(minutes / 60).toFixed(1)} h`;
}
