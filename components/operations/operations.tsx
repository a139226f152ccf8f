"use client";

import { useQuery } from "@tanstack/react-query";
import type { OperationsSnapshot } from "@/app/(studio)/operations/read-operations";
import { BackgroundCard } from "@/components/operations/background-card";
import { FailuresCard } from "@/components/operations/failures-card";
import { ProvidersCard } from "@/components/operations/providers-card";
import { QueuesCard } from "@/components/operations/queues-card";
import { OperationsTiles } from "@/components/operations/tiles";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { TimeText } from "@/components/ui/time-text";
import type { Action } from "@/components/ui/use-action";

interface OperationsActions {
  closeCircuit: Action<null>;
  resumeCampaign: Action<null>;
  retryRun: Action<null>;
}

interface OperationsProps {
  initial: OperationsSnapshot;
  timeZone: string;
  actions: OperationsActions;
}

const lookMs = 5_000;

/** How sending does at this moment: what waits, what is late, what fails, and what happens about it by itself. */
export function Operations({ initial, timeZone, actions }: OperationsProps) {
  const { data, isError, refetch } = useQuery<OperationsSnapshot>({
    queryKey: ["operations"],
    initialData: initial,
    refetchInterval: lookMs,
    queryFn: async ({ signal }) => {
      const response = await fetch("/api/studio/operations", { signal });
      if (!response.ok) throw new Error("operations not read");
      return (await response.json()) as OperationsSnapshot;
    },
  });
  const changed = () => void refetch();
  return (
    <div className="mx-auto max-w-6xl">
      <PageHeader
        title="Operations"
        description="How sending does right now. What fails is tried again by itself; this page says when, and what needs you."
      />
      <div className="space-y-6">
        <p className="text-sm text-muted" role="status">
          {isError ? "The numbers could not be read again; these are the last ones. " : ""}As of{" "}
          <TimeText at={data.asOf} timeZone={timeZone} showZone />
          {isError ? "" : ", read again every five seconds"}
        </p>
        {data.workers === 0 && (
          <Callout kind="blocker" title="No worker is running">
            Nothing is sent and no receipt is applied. Messages wait and are not lost. Look at the worker's lines in the
            log, and start Cascade again if it does not come back within a minute.
          </Callout>
        )}
        <OperationsTiles snapshot={data} />
        <QueuesCard
          queues={data.queues}
          countedAt={Date.parse(data.asOf) - Date.parse(data.queuesAsOf) > 2 * lookMs ? data.queuesAsOf : null}
          timeZone={timeZone}
          resume={actions.resumeCampaign}
          onChanged={changed}
        />
        <ProvidersCard
          circuits={data.circuits}
          asOf={data.asOf}
          timeZone={timeZone}
          close={actions.closeCircuit}
          onChanged={changed}
        />
        <FailuresCard failures={data.failures} />
        <BackgroundCard
          functions={data.functions}
          failedRuns={data.failedRuns}
          asOf={data.asOf}
          timeZone={timeZone}
          retry={actions.retryRun}
          onChanged={changed}
        />
      </div>
    </div>
  );
}
