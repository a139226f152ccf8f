"use client";

import { useTransition } from "react";
import { toast } from "./toaster";
import type { Action } from "./use-action";

/** Goes over to another workspace one belongs to; says why when that is refused. */
export function useWorkspaceSwitch(chooseWorkspace: Action<null>) {
  const [pending, start] = useTransition();
  const switchTo = (workspaceId: string) =>
    start(async () => {
      const result = await chooseWorkspace({ workspaceId });
      if (!result.ok) toast.error(result.refusal.message);
      // A full load: nothing of the other workspace may stay in memory.
      else window.location.assign("/campaigns");
    });
  return { switchTo, pending };
}
