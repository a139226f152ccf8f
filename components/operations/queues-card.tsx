"use client";

import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { NumberText } from "@/components/ui/number-text";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { TimeText } from "@/components/ui/time-text";
import { toast } from "@/components/ui/toaster";
import { type Action, useAction } from "@/components/ui/use-action";
import type { CampaignQueue } from "@/db/queries/operations";
import { campaignStateWords } from "@/lib/campaign/state-words";

interface QueuesCardProps {
  queues: readonly CampaignQueue[];
  /** When they were counted, if that was some time ago. */
  countedAt: string | null;
  timeZone: string;
  resume: Action<null>;
  onChanged: () => void;
}

/** What each running campaign still has to do. */
export function QueuesCard({ queues, countedAt, timeZone, resume, onChanged }: QueuesCardProps) {
  if (queues.length === 0) {
    return (
      <Card title="Campaigns at work">
        <p className="text-muted">No campaign is sending or paused.</p>
      </Card>
    );
  }
  const description = (
    <>
      People and messages by what they wait for
      {countedAt !== null && (
        <>
          , counted at <TimeText at={countedAt} timeZone={timeZone} shape="time" />
        </>
      )}
      .
    </>
  );
  return (
    <Card title="Campaigns at work" description={description} flush>
      <Table aria-label="Campaigns at work">
        <TableHead>
          <TableRow>
            <TableHeader>Campaign</TableHeader>
            <TableHeader numeric>To be decided</TableHeader>
            <TableHeader numeric>Ready to go</TableHeader>
            <TableHeader numeric>Under way</TableHeader>
            <TableHeader numeric>Tried later</TableHeader>
            <TableHeader numeric>Fate open</TableHeader>
            <TableHeader numeric>In a wait</TableHeader>
            <TableHeader>
              <span className="sr-only">Actions</span>
            </TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {queues.map((queue) => (
            <TableRow key={queue.campaignId}>
              <TableCell className="min-w-48">
                <Link href={`/campaigns/${queue.campaignId}/report`} className="font-medium hover:underline">
                  {queue.name}
                </Link>{" "}
                <Badge tone={campaignStateWords[queue.state].tone}>{campaignStateWords[queue.state].name}</Badge>
                <div className="text-muted text-sm">
                  {queue.recipientCount === null ? (
                    "The audience is being copied"
                  ) : (
                    <>
                      <NumberText value={queue.recipientCount} /> people
                    </>
                  )}
                </div>
              </TableCell>
              {[queue.undecided, queue.ready, queue.underWay, queue.later, queue.unknown, queue.waiting].map(
                (count, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
                  <TableCell key={index} numeric className={count === 0 ? "text-muted" : undefined}>
                    <NumberText value={count} />
                  </TableCell>
                ),
              )}
              <TableCell className="text-right">
                {queue.state === "paused" && <ResumeButton queue={queue} resume={resume} onChanged={onChanged} />}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

type ResumeButtonProps = { queue: CampaignQueue } & Pick<QueuesCardProps, "resume" | "onChanged">;

function ResumeButton({ queue, resume, onChanged }: ResumeButtonProps) {
  const { run, busy, refusal } = useAction(resume);
  return (
    <>
      <Button
        size="sm"
        busy={busy}
        aria-label={`Resume sending of ${queue.name}`}
        onClick={async () => {
          if ((await run({ campaignId: queue.campaignId })) !== null) toast.success("Sending goes on");
          onChanged();
        }}
      >
        Resume sending
      </Button>
      {refusal && (
        <p role="alert" className="mt-1 max-w-48 whitespace-normal text-danger-ink text-sm">
          {refusal.message}
        </p>
      )}
    </>
  );
}
