import type { Metadata } from "next";
import { currentDatabase, currentTime, requireActor } from "@/app/_server/session";
import { learnNowAction } from "@/app/(studio)/settings/routing/actions";
import { LearningPanel } from "@/components/settings/learning-panel";
import { findLearning } from "@/db/queries/learning";
import { engagementHours, loadRoutingModel } from "@/db/queries/routing";
import { learningState } from "@/lib/routing/learning-state";
import { can } from "@/lib/workspace/capabilities";

export const metadata: Metadata = { title: "Routing" };

export default async function RoutingPage() {
  const { role, workspaceId, workspace } = await requireActor("read");
  const { db } = currentDatabase();
  const now = currentTime();
  const [{ requestedAt, ...learning }, known] = await Promise.all([
    findLearning(db, workspaceId),
    loadRoutingModel(db, workspaceId, now),
  ]);
  return (
    <LearningPanel
      {...learning}
      state={learningState(requestedAt, now)}
      known={{ counts: known.workspace, minutes: known.minutes }}
      engagementHours={engagementHours}
      timeZone={workspace.settings.timeZone}
      mayLearn={can(role, "write")}
      learnNow={learnNowAction}
    />
  );
}
