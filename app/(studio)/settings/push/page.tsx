import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { webEnv } from "@/app/_server/env";
import { currentDatabase, requireActor } from "@/app/_server/session";
import { savePush } from "@/app/(studio)/settings/actions";
import { PushPanel } from "@/components/settings/push-panel";
import { countPushAddresses, pushKeyOf } from "@/db/queries/push-subscriptions";

export const metadata: Metadata = { title: "Web push" };

export default async function PushSettingsPage() {
  const actor = await requireActor("own");
  const { db } = currentDatabase();
  const [key, counts] = await Promise.all([
    pushKeyOf(db, actor.workspaceId),
    countPushAddresses(db, actor.workspaceId),
  ]);
  if (key === null) notFound();
  const { settings } = actor.workspace;
  const { CASCADE_URL, VAPID_PUBLIC_KEY } = webEnv();
  return (
    <PushPanel
      publicUrl={CASCADE_URL}
      workspaceKey={key}
      vapidPublicKey={VAPID_PUBLIC_KEY}
      counts={counts}
      hasSender={settings.senders.push !== undefined}
      origins={settings.push?.origins ?? []}
      save={savePush}
    />
  );
}
