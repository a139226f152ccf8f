import type { ReactNode } from "react";
import { requireActor } from "@/app/_server/session";
import { chooseWorkspace } from "@/app/(studio)/actions";
import { AppShell } from "@/components/shell/app-shell";
import { can } from "@/lib/workspace/capabilities";
import { roleWords } from "@/lib/workspace/role-words";
import type { WorkspaceSettings } from "@/lib/workspace/schema";

export default async function StudioLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor("read");
  return (
    <AppShell
      user={{ name: actor.name, email: actor.email, role: roleWords[actor.role].name }}
      workspace={{
        current: choice(actor.workspace),
        workspaces: actor.memberships.map(({ workspace }) => choice(workspace)),
        chooseWorkspace,
      }}
      isSandbox={actor.workspace.settings.carrier === "sandbox"}
      isOwner={can(actor.role, "own")}
    >
      {children}
    </AppShell>
  );
}

function choice({ id, name, settings }: { id: string; name: string; settings: WorkspaceSettings }) {
  return { id, name, color: settings.brandColor };
}
