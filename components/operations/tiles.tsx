import type { OperationsSnapshot } from "@/app/(studio)/operations/read-operations";
import { ageText } from "@/components/operations/age-text";
import { Sparkline } from "@/components/operations/sparkline";
import { NumberText } from "@/components/ui/number-text";
import { StatTile } from "@/components/ui/stat-tile";

/** How fast, how much, how late, how much fails. */
export function OperationsTiles({ snapshot }: { snapshot: OperationsSnapshot }) {
  const { queues, failures, perMinute, perSecond, lateness, asOf } = snapshot;
  const sending = queues.filter(({ state }) => state === "sending");
  const total = (pick: (queue: OperationsSnapshot["queues"][number]) => number) =>
    sending.reduce((sum, queue) => sum + pick(queue), 0);
  const failedHour = failures.reduce((sum, { lastHour }) => sum + lastHour, 0);
  const failedDay = failures.reduce((sum, { lastDay }) => sum + lastDay, 0);
  return (
    <div className="grid grid-cols-1 gap-3 sm:grid-cols-2 xl:grid-cols-4">
      <StatTile
        label="Messages per second"
        value={<NumberText value={rounded(perSecond)} />}
        detail={<Sparkline counts={perMinute} label="Messages taken per minute, last 30 minutes" />}
        definition="Messages the providers took within the last minute. The bars are the last thirty minutes."
      />
      <StatTile
        label="Waiting to go"
        value={<NumberText value={total(({ undecided, ready }) => undecided + ready)} />}
        detail={
          <>
            <NumberText value={total(({ later }) => later)} /> more are tried later
          </>
        }
        definition="In campaigns that are sending: people for whom a message is still to be made, and messages that could go now."
      />
      <StatTile
        label="Oldest that is due"
        value={oldest(lateness, asOf)}
        detail={lateWords(lateness, asOf)}
        definition="How long the oldest thing has been due that nobody has done: a step of a ladder, a receipt, a message."
      />
      <StatTile
        label="Failed in the last hour"
        value={<NumberText value={failedHour} />}
        detail={
          <>
            <NumberText value={failedDay} /> in the last day
          </>
        }
        definition="Messages that were refused for good or could not be delivered. What is tried again is not among them."
      />
    </div>
  );
}

function rounded(perSecond: number): number {
  return perSecond < 10 ? Math.round(perSecond * 10) / 10 : Math.round(perSecond);
}

function oldest({ rungSince, receiptSince, deliverySince }: OperationsSnapshot["lateness"], asOf: string): string {
  const moments = [rungSince, receiptSince, deliverySince].filter((each) => each !== null).sort();
  return moments[0] === undefined ? "Nothing" : ageText(moments[0], asOf);
}

function lateWords({ rungSince, receiptSince, deliverySince }: OperationsSnapshot["lateness"], asOf: string): string {
  const parts = [
    rungSince === null ? null : `step ${ageText(rungSince, asOf)}`,
    receiptSince === null ? null : `receipt ${ageText(receiptSince, asOf)}`,
    deliverySince === null ? null : `message ${ageText(deliverySince, asOf)}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? "No step, receipt or message is overdue" : parts.join(", ");
}
