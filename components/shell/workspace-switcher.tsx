"use client";

import { ChevronsUpDown } from "lucide-react";
import { DropdownChoice, DropdownChoices, DropdownLabel, DropdownMenu } from "@/components/ui/dropdown-menu";
import type { Action } from "@/components/ui/use-action";
import { useWorkspaceSwitch } from "@/components/ui/use-workspace-switch";

interface WorkspaceChoice {
  id: string;
  name: string;
  color: string;
}

export interface WorkspaceSwitcherProps {
  current: WorkspaceChoice;
  workspaces: readonly WorkspaceChoice[];
  chooseWorkspace: Action<null>;
}

/** The workspace one is in, and the way to another. */
export function WorkspaceSwitcher({ current, workspaces, chooseWorkspace }: WorkspaceSwitcherProps) {
  const { switchTo, pending } = useWorkspaceSwitch(chooseWorkspace);
  const choose = (workspaceId: string) => {
    if (workspaceId !== current.id) switchTo(workspaceId);
  };

  const name = (
    <>
      <WorkspaceMark workspace={current} />
      <span className="min-w-0 flex-1 truncate text-left font-medium md:hidden lg:block">{current.name}</span>
    </>
  );
  const looks = "flex h-11 w-full min-w-0 items-center gap-2.5 rounded-lg px-1.5 md:justify-center lg:justify-start";
  if (workspaces.length < 2)
    return (
      <div className={looks} title={current.name}>
        {name}
      </div>
    );
  return (
    <DropdownMenu
      className="w-64"
      trigger={
        <button
          type="button"
          disabled={pending}
          aria-label={`Workspace: ${current.name}`}
          className={`${looks} hover:bg-hover`}
        >
          {name}
          <ChevronsUpDown className="size-4 shrink-0 text-muted md:hidden lg:block" aria-hidden />
        </button>
      }
    >
      <DropdownLabel>Workspaces</DropdownLabel>
      <DropdownChoices value={current.id} onValueChange={choose}>
        {workspaces.map((workspace) => (
          <DropdownChoice key={workspace.id} value={workspace.id}>
            <WorkspaceMark workspace={workspace} />
            <span className="truncate">{workspace.name}</span>
          </DropdownChoice>
        ))}
      </DropdownChoices>
    </DropdownMenu>
  );
}

function WorkspaceMark({ workspace }: { workspace: WorkspaceChoice }) {
  return (
    <span
      aria-hidden
      className="relative grid size-7 shrink-0 place-items-center rounded-lg border bg-sunken font-semibold text-sm"
    >
      {[...workspace.name][0]?.toUpperCase()}
      <span className="absolute inset-x-1 -bottom-px h-0.5 rounded-full" style={{ backgroundColor: workspace.color }} />
    </span>
  );
}
