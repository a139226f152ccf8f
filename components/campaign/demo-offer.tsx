"use client";

import { Button } from "@/components/ui/button";
import type { Action } from "@/components/ui/use-action";
import { useWorkspaceSwitch } from "@/components/ui/use-workspace-switch";

export interface DemoOfferProps {
  demo: { id: string; name: string };
  chooseWorkspace: Action<null>;
}

/** Says that there is a demo to look around in, and opens it. */
export function DemoOffer({ demo, chooseWorkspace }: DemoOfferProps) {
  const { switchTo, pending } = useWorkspaceSwitch(chooseWorkspace);
  return (
    <section
      aria-labelledby="demo-offer"
      className="flex flex-wrap items-center justify-between gap-x-8 gap-y-4 rounded-xl border bg-surface p-5"
    >
      <div className="min-w-0 max-w-2xl">
        <h2 id="demo-offer" className="font-semibold text-lg">
          Look around in the demo first
        </h2>
        <p className="mt-1 text-pretty text-muted">
          You also belong to the workspace "{demo.name}". It has made-up people, campaigns that have run and their
          reports. The workspace menu, top left, brings you back here.
        </p>
      </div>
      <Button busy={pending} onClick={() => switchTo(demo.id)}>
        Open the demo
      </Button>
    </section>
  );
}
