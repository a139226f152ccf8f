"use client";

import { Pencil, Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { RegionForm } from "@/components/settings/region-form";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toaster";
import { type Action, useAction } from "@/components/ui/use-action";
import { hoursWords } from "@/lib/quiet-hours/hours-words";
import type { RegionRow } from "@/lib/quiet-hours/region-rows";
import { SettingsSection } from "./settings-section";

export interface QuietHoursPanelProps {
  isOn: boolean;
  /** Whether virtual phones have quiet hours too. */
  inSandbox: boolean;
  /** Whether messages go to virtual phones now. */
  isSandbox: boolean;
  rows: readonly RegionRow[];
  /** Regions without hours of their own. */
  others: readonly { region: string; name: string }[];
  saveSwitch: Action<null>;
  saveRegion: Action<null>;
}

/** When messages may arrive, region by region. */
export function QuietHoursPanel(props: QuietHoursPanelProps) {
  const { isOn, inSandbox, isSandbox, rows, others, saveSwitch, saveRegion } = props;
  const { run, busy, formError } = useAction(saveSwitch);
  const trouble = formError();
  return (
    <SettingsSection
      title="Quiet hours"
      description="Messages arrive only in these hours, by the clock where the person is. Whoever is in a quiet hour gets theirs when it is over."
    >
      <div className="max-w-2xl space-y-4">
        <Switch
          label="Keep quiet hours"
          hint={
            isOn
              ? "We know where a person is by their own time zone, else by their number and address. Where several places are possible, the message waits until it is allowed in each."
              : "Off: messages go out at any hour of the day or night."
          }
          checked={isOn}
          disabled={busy}
          onCheckedChange={(checked) => void run({ isOn: checked, inSandbox })}
        />
        {isOn && isSandbox && (
          <Switch
            label="In the sandbox too"
            hint={
              inSandbox
                ? "Virtual phones wait like real ones: use it to see what quiet hours do to a campaign."
                : "This workspace sends to virtual phones, which wake nobody: messages arrive at once. With a real account quiet hours are kept."
            }
            checked={inSandbox}
            disabled={busy}
            onCheckedChange={(checked) => void run({ isOn, inSandbox: checked })}
          />
        )}
        {trouble && <Callout kind="blocker">{trouble}</Callout>}
        <ul className="divide-y rounded-xl border bg-surface" aria-label="Hours by region">
          {rows.map((row) => (
            <li key={row.region} className="flex items-center gap-3 px-4 py-2.5">
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-x-2 break-words font-medium">
                  {row.name}
                  {row.isOwn && <Badge tone="accent">{row.isShipped ? "Changed" : "Added"}</Badge>}
                </p>
                <p className="text-muted text-sm tabular-nums">{hoursWords(row.hours)}</p>
              </div>
              <RegionDialog
                title={`Hours for ${row.name}`}
                row={row}
                others={[]}
                save={saveRegion}
                trigger={
                  <Button variant="quiet" size="sm" iconOnly aria-label={`Change hours for ${row.name}`}>
                    <Pencil />
                  </Button>
                }
              />
            </li>
          ))}
        </ul>
        <div className="flex justify-end">
          <RegionDialog
            title="Add a region"
            row={null}
            others={others}
            save={saveRegion}
            trigger={
              <Button>
                <Plus />
                Add region
              </Button>
            }
          />
        </div>
        <p className="text-muted text-sm">
          What we ship follows US federal and state rules as we know them, with 9:00–20:00 for everybody else. It is no
          legal advice: check it for your business.
        </p>
      </div>
    </SettingsSection>
  );
}

function RegionDialog({
  title,
  trigger,
  ...form
}: {
  title: string;
  trigger: ReactNode;
  row: RegionRow | null;
  others: readonly { region: string; name: string }[];
  save: Action<null>;
}) {
  const [open, setOpen] = useState(false);
  const saved = () => {
    toast.success("Hours saved");
    setOpen(false);
  };
  return (
    <Dialog open={open} onOpenChange={setOpen} trigger={trigger} title={title} description="By the local clock.">
      <RegionForm {...form} onSaved={saved} />
    </Dialog>
  );
}
