import type { Metadata } from "next";
import { currentDatabase, currentTime, requireActor } from "@/app/_server/session";
import {
  saveBudgetsAction,
  saveCapsAction,
  saveQuietSwitchAction,
  saveRegionAction,
} from "@/app/(studio)/settings/limits/actions";
import { BudgetsForm } from "@/components/settings/budgets-form";
import { CapsForm } from "@/components/settings/caps-form";
import { QuietHoursPanel } from "@/components/settings/quiet-hours-panel";
import { committedInMonth } from "@/db/queries/budgets";
import { localDay } from "@/lib/consent/local-day";
import { sendingLimitsOf } from "@/lib/limits/schema";
import { regionRows, regionsToAdd } from "@/lib/quiet-hours/region-rows";

export const metadata: Metadata = { title: "Sending limits" };

export default async function SendingLimitsPage() {
  const { workspaceId, workspace } = await requireActor("own");
  const { settings } = workspace;
  const { quietHours, caps, isSubjectCapOn, uncappedTopics, ...budgets } = sendingLimitsOf(settings);
  const month = localDay(currentTime(), settings.timeZone).slice(0, 7);
  return (
    <div>
      <QuietHoursPanel
        isOn={quietHours.isOn}
        inSandbox={quietHours.inSandbox}
        isSandbox={settings.carrier === "sandbox"}
        rows={regionRows(quietHours)}
        others={regionsToAdd(quietHours)}
        saveSwitch={saveQuietSwitchAction}
        saveRegion={saveRegionAction}
      />
      <CapsForm saved={{ caps, isSubjectCapOn, uncappedTopics }} topics={settings.topics} save={saveCapsAction} />
      <BudgetsForm
        saved={budgets}
        currency={settings.currency}
        committedMicros={await committedInMonth(currentDatabase().db, workspaceId, month)}
        save={saveBudgetsAction}
      />
    </div>
  );
}
