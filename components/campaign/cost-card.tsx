"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { ChannelDot } from "@/components/ui/channel-dot";
import { classNames } from "@/components/ui/class-names";
import { Skeleton } from "@/components/ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { TimeText } from "@/components/ui/time-text";
import type { ChannelId } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import type { CostAnswer } from "@/lib/cost/cost-answer";
import type { CostEstimate, EstimateLine, MoneyRange } from "@/lib/cost/estimate";
import { moneyRangeText, moneyText } from "@/lib/cost/money-text";
import { durationWords } from "@/lib/sending/duration-words";
import { limitedSeconds } from "@/lib/sending/limited-seconds";
import { senderLimitWords } from "@/lib/sending/sender-limit-words";
import type { SenderLimit } from "@/lib/workspace/schema";

export interface CostCardProps {
  campaignId: string;
  timeZone: string;
  /** Whether the campaign is still to be sent; afterwards the last count is only shown. */
  isAhead: boolean;
  /** Whether this person may open the price list. */
  mayEditPrices: boolean;
  /** What carriers let the workspace's senders send. */
  senderLimits: Partial<Record<ChannelId, SenderLimit>>;
}

const pollMs = 1000;

/** What the campaign is going to cost, counted in the background with everybody's own text. */
export function CostCard({ campaignId, timeZone, isAhead, mayEditPrices, senderLimits }: CostCardProps) {
  const client = useQueryClient();
  const address = `/api/studio/campaigns/${campaignId}/cost`;
  const queryKey = ["campaign-cost", campaignId];
  const {
    data,
    isError: isUnread,
    refetch,
  } = useQuery<CostAnswer>({
    queryKey,
    queryFn: ({ signal }) => ask(address, { signal }),
    refetchInterval: ({ state }) => (state.data?.state === "counting" ? pollMs : false),
  });
  const [isUnheard, setUnheard] = useState(false);
  async function count() {
    setUnheard(false);
    try {
      client.setQueryData(queryKey, await ask(address, { method: "POST" }));
    } catch {
      setUnheard(true);
    }
  }
  // Asked for once by itself: when there is nothing to show, or what there is no longer holds.
  const asked = useRef(false);
  const wanted = isAhead && data !== undefined && data.state !== "counting" && (data.result === null || data.isStale);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asking again is a matter of `wanted` alone
  useEffect(() => {
    if (!wanted || asked.current) return;
    asked.current = true;
    void count();
  }, [wanted]);

  const isError = isUnread || isUnheard;
  const isCounting = data?.state === "counting" || (wanted && !asked.current);
  const again = isAhead && data !== undefined && !isCounting && (
    <Button size="sm" onClick={count}>
      Count again
    </Button>
  );
  return (
    <Card title="What it is going to cost" actions={again}>
      <div aria-live="polite" aria-busy={isCounting} className="space-y-4">
        {isError || (data?.state === "failed" && data.result === null) ? (
          <Callout
            kind="warning"
            title="The cost could not be counted"
            action={
              <Button size="sm" onClick={isUnread ? () => refetch() : count}>
                Try again
              </Button>
            }
          >
            {isError
              ? "The server did not answer. Check your connection."
              : "The background worker did not finish. You can launch without an estimate."}
          </Callout>
        ) : data?.result == null || data.countedAt === null ? (
          isAhead || data === undefined ? (
            <Counting />
          ) : (
            <p className="text-muted">The cost of this campaign was not counted before it was launched.</p>
          )
        ) : (
          <>
            {isCounting ? (
              <Badge>Counting again…</Badge>
            ) : (
              <Age state={data.state} isStale={data.isStale} isAhead={isAhead} />
            )}
            <Estimate
              estimate={data.result}
              asOf={<TimeText at={data.countedAt} timeZone={timeZone} showZone />}
              mayEditPrices={mayEditPrices}
              senderLimits={isAhead ? senderLimits : {}}
            />
          </>
        )}
      </div>
    </Card>
  );
}

async function ask(address: string, request: RequestInit): Promise<CostAnswer> {
  const response = await fetch(address, request);
  if (!response.ok) throw new Error("not counted");
  return (await response.json()) as CostAnswer;
}

function Counting() {
  return (
    <div>
      <span className="sr-only">Counting the cost.</span>
      <Skeleton className="h-8 w-56" />
      <Skeleton className="mt-3 h-4 w-full max-w-md" />
      <Skeleton className="mt-2 h-4 w-72" />
    </div>
  );
}

function Age({ state, isStale, isAhead }: { state: CostAnswer["state"]; isStale: boolean; isAhead: boolean }) {
  if (state === "failed")
    return <Callout kind="warning">It could not be counted again; this is the last count.</Callout>;
  if (!isStale || !isAhead) return null;
  return (
    <Callout kind="warning">
      The campaign, the prices or the senders have changed since this was counted. Count again before you rely on it.
    </Callout>
  );
}

function Estimate({
  estimate,
  asOf,
  mayEditPrices,
  senderLimits,
}: {
  estimate: CostEstimate;
  asOf: React.ReactNode;
} & Pick<CostCardProps, "mayEditPrices" | "senderLimits">) {
  const { audienceCount, countedCount, first, whole, lines, unpriced, usesExamplePrices, heldOutCount } = estimate;
  if (audienceCount === 0)
    return <p className="text-muted">Nobody is in the audience yet, so there is nothing to pay.</p>;
  const isExact = countedCount === audienceCount;
  const scale = countedCount === 0 ? 1 : audienceCount / countedCount;
  const isOneStep = JSON.stringify(first) === JSON.stringify(whole);
  return (
    <>
      <dl className="grid gap-4 sm:grid-cols-2">
        <Amount
          term={isOneStep ? "All messages together" : "At least: each person gets only their first message"}
          ranges={first}
          isExact={isExact}
        />
        {!isOneStep && (
          <Amount term="At most: every step is sent to everybody it can reach" ranges={whole} isExact={isExact} />
        )}
      </dl>
      <p className="text-muted text-sm">
        {isExact
          ? `Every message was written and counted, for all ${number(audienceCount)} people`
          : `Counted on ${number(countedCount)} of ${number(audienceCount)} people drawn at random, with a range that holds the true figure 19 times out of 20`}
        , as of {asOf}.{heldOutCount > 0 && ` Held-out people cost nothing (${number(heldOutCount)} of those counted).`}{" "}
        What the provider bills may differ; the report shows it as it comes in.
      </p>
      {unpriced.length > 0 && (
        <Callout kind="warning" title="Some messages have no price" action={mayEditPrices && <PricesLink />}>
          {unpriced.map(({ channel, billedAs, country, people }) => (
            <span key={`${channel} ${billedAs} ${country}`} className="block">
              {kindName(channel, billedAs)} to {country === null ? "an unknown country" : countryName(country)}: for{" "}
              {number(people)} of the {number(countedCount)} people counted.
            </span>
          ))}{" "}
          They are not in the sums above.
        </Callout>
      )}
      {usesExamplePrices && (
        <Callout kind="warning" title="Counted with example prices" action={mayEditPrices && <PricesLink />}>
          Replace them with the prices of your contract before you rely on this.
        </Callout>
      )}
      <Durations lines={lines} scale={scale} senderLimits={senderLimits} />
      {lines.length > 0 && <Lines lines={lines} scale={scale} />}
    </>
  );
}

/** A sender that carriers hold to a limit takes its time, however fast everything else is. */
function Durations({
  lines,
  scale,
  senderLimits,
}: { lines: readonly EstimateLine[]; scale: number } & Pick<CostCardProps, "senderLimits">) {
  const durations = lines.flatMap(({ rung, channel, units }) => {
    const limit = senderLimits[channel];
    const rule = channels[channel].senderLimit;
    if (limit === undefined || rule === null || units === 0) return [];
    const count = Math.round(units * scale);
    return [{ rung, channel, count, rule, limit, seconds: limitedSeconds(count, limit) }];
  });
  if (durations.length === 0) return null;
  return (
    <Callout title="How long it takes at least">
      {durations.map(({ rung, channel, count, rule, limit, seconds }) => (
        <span key={`${rung} ${channel}`} className="block">
          Step {rung + 1} on {channels[channel].name}, if sent to all: {scale > 1 && "about "}
          {number(count)} {rule.units} in {durationWords(seconds)}. {senderLimitWords(limit, rule.units)}
        </span>
      ))}
    </Callout>
  );
}

function Amount({ term, ranges, isExact }: { term: string; ranges: readonly MoneyRange[]; isExact: boolean }) {
  return (
    <div>
      <dt className="text-muted text-sm">{term}</dt>
      {ranges.length === 0 && <dd className="font-semibold text-2xl tracking-tight">Nothing</dd>}
      {ranges.map(({ currency, micros, lowMicros, highMicros }) => (
        <dd key={currency} className="font-semibold text-2xl tabular-nums tracking-tight">
          {isExact ? "" : "about "}
          {moneyText(micros, currency)}
          {!isExact && (
            <span className="block font-normal text-base text-muted">
              {moneyRangeText(lowMicros, highMicros, currency)}
            </span>
          )}
        </dd>
      ))}
    </div>
  );
}

/** Step by step: how many people, how long their messages are, and what that costs if the step is sent to all of them. */
function Lines({ lines, scale }: { lines: readonly EstimateLine[]; scale: number }) {
  const about = scale > 1 ? "≈ " : "";
  const scaled = (count: number) => `${about}${number(Math.round(count * scale))}`;
  return (
    <div className="-mx-4 border-t">
      <Table aria-label="Cost by step and channel">
        <TableHead>
          <tr>
            <TableHeader>Step</TableHeader>
            <TableHeader numeric>People</TableHeader>
            {/* On a phone the sum is what one came for. */}
            <TableHeader numeric className="hidden sm:table-cell">
              1 unit
            </TableHeader>
            <TableHeader numeric className="hidden sm:table-cell">
              2 units
            </TableHeader>
            <TableHeader numeric className="hidden sm:table-cell">
              3 or more
            </TableHeader>
            <TableHeader numeric>If sent to all</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {lines.map((line) => (
            <TableRow key={`${line.rung} ${line.channel} ${line.billedAs}`}>
              <TableCell>
                <span className="flex items-center gap-2 whitespace-nowrap">
                  <span className="text-muted">{line.rung + 1}</span>
                  <ChannelDot channel={line.channel} label={channels[line.channel].name} />
                </span>
                <span className="block whitespace-nowrap text-muted text-sm">
                  {kindName(line.channel, line.billedAs)}
                </span>
              </TableCell>
              <TableCell numeric>{scaled(line.people)}</TableCell>
              {(["one", "two", "more"] as const).map((units) => {
                const count = line.peopleByUnits[units];
                return (
                  <TableCell
                    key={units}
                    numeric
                    className={classNames("hidden sm:table-cell", count === 0 && "text-muted")}
                  >
                    {count === 0 ? "–" : scaled(count)}
                  </TableCell>
                );
              })}
              <TableCell numeric className="whitespace-nowrap tabular-nums">
                {line.costs.length === 0
                  ? "–"
                  : line.costs
                      .map(({ currency, micros }) => `${about}${moneyText(Math.round(micros * scale), currency)}`)
                      .join(" + ")}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function PricesLink() {
  return (
    <Link className="text-accent-ink underline" href="/settings/prices">
      Open prices
    </Link>
  );
}

function kindName(channel: EstimateLine["channel"], billedAs: string): string {
  return channels[channel].billing.find(({ key }) => key === billedAs)?.name ?? billedAs;
}

const countryNames = new Intl.DisplayNames("en", { type: "region" });

function countryName(code: string): string {
  return countryNames.of(code) ?? code;
}

function number(count: number): string {
  return count.toLocaleString("en");
}
