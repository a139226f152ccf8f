import type { Metadata } from "next";
import type { ReactNode } from "react";
import { requireActor } from "@/app/_server/session";
import { SettingsNav } from "@/components/settings/settings-nav";
import { PageHeader } from "@/components/ui/page-header";
import { settingsFor } from "@/lib/workspace/settings-places";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor("read");
  return (
    <div className="mx-auto max-w-4xl lg:max-w-6xl">
      <PageHeader title="Settings" />
      <div className="lg:grid lg:grid-cols-[11.5rem_minmax(0,1fr)] lg:gap-x-10">
        <SettingsNav groups={settingsFor(actor.role)} />
        {/* The parts of a page go by the room they have here, not by the screen. */}
        <div className="@container min-w-0">{children}</div>
      </div>
    </div>
  );
}
