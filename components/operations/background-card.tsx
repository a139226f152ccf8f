"use client";

import type { OperationsSnapshot } from "@/app/(studio)/operations/read-operations";
import { ageText } from "@/components/operations/age-text";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { TimeText } from "@/components/ui/time-text";
import { toast } from "@/components/ui/toaster";
import { type Action, useAction } from "@/components/ui/use-action";
import { functionWords } from "@/lib/health/function-words";

interface BackgroundCardProps {
  functions: OperationsSnapshot["functions"];
  failedRuns: OperationsSnapshot["failedRuns"];
  asOf: string;
  timeZone: string;
  retry: Action<null>;
  onChanged: () => void;
}

/** The work nobody sees: when each kind was last done, and what failed of it. */
export function BackgroundCard({ functions, failedRuns, asOf, timeZone, retry, onChanged }: BackgroundCardProps) {
  if (functions === null) {
    return (
      <Card title="Background work">
        <p className="text-muted">An Inngest server runs it. Its dashboard shows runs and failures.</p>
      </Card>
    );
  }
  return (
    <Card title="Background work" description="Of the whole installation, within the last day." flush>
      {functions.length === 0 ? (
        <p className="px-4 pb-4 text-muted">Nothing has run within the last day.</p>
      ) : (
        <Table aria-label="Background work">
          <TableHead>
            <TableRow>
              <TableHeader>Work</TableHeader>
              <TableHeader>Last done</TableHeader>
              <TableHeader numeric className="max-sm:hidden">
                Running
              </TableHeader>
              <TableHeader numeric>Failed</TableHeader>
              <TableHeader>
                <span className="sr-only">State</span>
              </TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {functions.map(({ functionId, lastDoneAt, failed, lastFailedAt, running, stuck }) => (
              <TableRow key={functionId}>
                <TableCell className="min-w-48">{functionWords(functionId)}</TableCell>
                <TableCell className="whitespace-nowrap">
                  {lastDoneAt === null ? (
                    <span className="text-muted">not yet</span>
                  ) : (
                    `${ageText(lastDoneAt, asOf)} ago`
                  )}
                </TableCell>
                <TableCell numeric className="max-sm:hidden">
                  {running}
                </TableCell>
                <TableCell numeric>{failed}</TableCell>
                <TableCell className="whitespace-nowrap">
                  {stuck > 0 && <Badge tone="danger">{stuck} not taken on for minutes</Badge>}
                  {stuck === 0 && lastFailedAt !== null && (lastDoneAt === null || lastFailedAt > lastDoneAt) && (
                    <Badge tone="warning">failed {ageText(lastFailedAt, asOf)} ago</Badge>
                  )}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      {failedRuns.length > 0 && (
        <div className="border-t p-4">
          <h3 className="font-semibold">Failed work of this workspace</h3>
          <ul className="mt-2 divide-y">
            {failedRuns.map((run) => (
              <FailedRunRow key={run.runId} {...{ run, timeZone, retry, onChanged }} />
            ))}
          </ul>
        </div>
      )}
    </Card>
  );
}

interface FailedRunRowProps extends Pick<BackgroundCardProps, "timeZone" | "retry" | "onChanged"> {
  run: OperationsSnapshot["failedRuns"][number];
}

function FailedRunRow({ run: failed, timeZone, retry, onChanged }: FailedRunRowProps) {
  const { run, busy, refusal } = useAction(retry);
  const work = functionWords(failed.functionId);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
      <div className="min-w-0">
        <p>
          {work} <span className="text-muted">({failed.error})</span>
        </p>
        <p className="text-muted text-sm">
          <TimeText at={failed.endedAt} timeZone={timeZone} showZone />
        </p>
        {refusal && (
          <p role="alert" className="text-danger-ink text-sm">
            {refusal.message}
          </p>
        )}
      </div>
      {failed.isRetried ? (
        <span className="text-muted text-sm">Started again</span>
      ) : (
        <Button
          size="sm"
          busy={busy}
          aria-label={`Run again: ${work}`}
          onClick={async () => {
            if ((await run({ runId: failed.runId })) !== null) toast.success("It runs again");
            onChanged();
          }}
        >
          Run again
        </Button>
      )}
    </li>
  );
}
