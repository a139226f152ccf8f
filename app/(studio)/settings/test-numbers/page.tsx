import type { Metadata } from "next";
import { currentTime, requireActor } from "@/app/_server/session";
import { TestNumbersPanel } from "@/components/settings/test-numbers-panel";
import { getDatabase } from "@/db/client";
import { listTestNumbers } from "@/db/queries/test-numbers";
import { addNumber, confirmNumber, removeNumber, sendCodeAgain } from "./actions";

export const metadata: Metadata = { title: "Test numbers" };

export default async function TestNumbersPage() {
  const { workspaceId, workspace } = await requireActor("write");
  const { carrier } = workspace.settings;
  const numbers = await listTestNumbers(getDatabase(), workspaceId, { carrier, now: currentTime() });
  return (
    <TestNumbersPanel
      numbers={numbers}
      isSandbox={carrier === "sandbox"}
      actions={{ add: addNumber, sendCode: sendCodeAgain, confirm: confirmNumber, remove: removeNumber }}
    />
  );
}
