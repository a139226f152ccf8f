import type { Metadata } from "next";
import { currentDatabase, currentTime, requireActor } from "@/app/_server/session";
import { closeCircuitAction, resumeCampaignAction, retryRunAction } from "@/app/(studio)/operations/actions";
import { readOperations } from "@/app/(studio)/operations/read-operations";
import { Operations } from "@/components/operations/operations";

export const metadata: Metadata = { title: "Operations" };

export default async function OperationsPage() {
  const { workspaceId, workspace } = await requireActor("own");
  return (
    <Operations
      initial={await readOperations(currentDatabase().db, workspaceId, currentTime())}
      timeZone={workspace.settings.timeZone}
      actions={{ closeCircuit: closeCircuitAction, resumeCampaign: resumeCampaignAction, retryRun: retryRunAction }}
    />
  );
}
