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

const columns = [
  ["undecided", "To be decided"],
  ["ready", "Ready to go"],
  ["underWay", "Under way"],
  ["later", "Tried later"],
  ["unknown", "Fate open"],
  ["waiting", "In a wait"],
] as const;

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
      <ul className="divide-y border-t sm:hidden">
        {queues.map((queue) => (
          <li key={queue.campaignId} className="space-y-2 px-4 py-3">
            <QueueHead queue={queue} />
            <dl className="grid grid-cols-3 gap-x-3 gap-y-2">
              {columns.map(([key, label]) => (
                <div key={key}>
                  <dt className="text-muted text-sm">{label}</dt>
                  <dd className={queue[key] === 0 ? "text-muted" : "font-medium"}>
                    <NumberText value={queue[key]} />
                  </dd>
                </div>
              ))}
            </dl>
            {queue.state === "paused" && <ResumeButton queue={queue} resume={resume} onChanged={onChanged} />}
          </li>
        ))}
      </ul>
      <div className="max-sm:hidden">
        <Table aria-label="Campaigns at work">
          <TableHead>
            <TableRow>
              <TableHeader>Campaign</TableHeader>
              {columns.map(([key, label]) => (
                <TableHeader key={key} numeric>
                  {label}
                </TableHeader>
              ))}
              <TableHeader>
                <span className="sr-only">Actions</span>
              </TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {queues.map((queue) => (
              <TableRow key={queue.campaignId}>
                <TableCell className="min-w-48">
                  <QueueHead queue={queue} />
                </TableCell>
                {columns.map(([key]) => (
                  <TableCell key={key} numeric className={queue[key] === 0 ? "text-muted" : undefined}>
                    <NumberText value={queue[key]} />
                  </TableCell>
                ))}
                <TableCell className="text-right">
                  {queue.state === "paused" && <ResumeButton queue={queue} resume={resume} onChanged={onChanged} />}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
    </Card>
  );
}

function QueueHead({ queue }: { queue: CampaignQueue }) {
  return (
    <div>
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
    </div>
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
