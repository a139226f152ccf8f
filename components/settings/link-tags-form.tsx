"use client";

import { type FormEvent, useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toaster";
import { type Action, useAction } from "@/components/ui/use-action";
import type { LinkTags } from "@/lib/links/link-tags";
import { SaveBar } from "./save-bar";
import { SettingsSection } from "./settings-section";

/** Whether links carry marks for the statistics of the pages they lead to. */
export function LinkTagsForm({ saved, save }: { saved: LinkTags | null; save: Action<null> }) {
  const { run, busy, errorOf, formError } = useAction(save);
  const [isOn, setIsOn] = useState(saved !== null);
  const [source, setSource] = useState(saved?.source ?? "cascade");
  const [stored, setStored] = useState(saved);
  const changed = isOn !== (stored !== null) || (isOn && source !== stored?.source);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const linkTags = isOn ? { source } : null;
    if ((await run({ linkTags })) === null) return;
    setStored(linkTags);
    toast.success("Links saved");
  }

  return (
    <form onSubmit={submit}>
      <SettingsSection
        title="Links"
        description="Marks by which the statistics of your site know where people came from. They are added when a link is opened, so messages stay short."
      >
        <div className="grid max-w-xl gap-4">
          <Checkbox
            label="Add utm_source, utm_medium and utm_campaign to links"
            hint="utm_medium is the channel, utm_campaign the name of the campaign. What you wrote into a link yourself stays, and signed addresses are left alone."
            checked={isOn}
            onCheckedChange={(checked) => setIsOn(checked === true)}
          />
          {isOn && (
            <Field label="Source" hint="The value of utm_source." error={errorOf("linkTags.source")}>
              <Input
                required
                maxLength={40}
                spellCheck={false}
                value={source}
                onChange={(event) => setSource(event.target.value)}
              />
            </Field>
          )}
          <SaveBar label="Save links" busy={busy} disabled={!changed} trouble={formError("linkTags.source")} />
        </div>
      </SettingsSection>
    </form>
  );
}
