import type { Metadata } from "next";
import { webEnv } from "@/app/_server/env";
import { currentDatabase, requireActor } from "@/app/_server/session";
import { makeConversionKey } from "@/app/(studio)/settings/conversions/actions";
import { ConversionsPanel } from "@/components/settings/conversions-panel";
import { conversionKeyMadeAt } from "@/db/queries/conversions";

export const metadata: Metadata = { title: "Conversions" };

export default async function ConversionsPage() {
  const { workspaceId, workspace } = await requireActor("own");
  return (
    <ConversionsPanel
      endpoint={`${webEnv().CASCADE_URL}/api/v1/conversions`}
      keyMadeAt={await conversionKeyMadeAt(currentDatabase().db, workspaceId)}
      timeZone={workspace.settings.timeZone}
      makeKey={makeConversionKey}
    />
  );
}
