"use client";

import { Plus, Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toaster";
import { type Action, useAction } from "@/components/ui/use-action";
import { channelIdSchema, channelIds } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import type { MessageCap } from "@/lib/limits/schema";
import type { Topic } from "@/lib/workspace/schema";
import { SaveBar } from "./save-bar";
import { SettingsSection } from "./settings-section";

interface Values {
  caps: MessageCap[];
  isSubjectCapOn: boolean;
  uncappedTopics: string[];
}

const capsMax = 10;
const anyChannel = "any";

/** How many messages one person gets at most, whatever campaigns want. */
export function CapsForm({ saved, topics, save }: { saved: Values; topics: readonly Topic[]; save: Action<null> }) {
  const { run, busy, refusal } = useAction(save);
  const [stored, setStored] = useState(saved);
  const [values, setValues] = useState(saved);
  const set = (part: Partial<Values>) => setValues((before) => ({ ...before, ...part }));
  const setCap = (index: number, part: Partial<MessageCap>) =>
    set({ caps: values.caps.map((cap, at) => (at === index ? { ...cap, ...part } : cap)) });

  async function submit(event: FormEvent) {
    event.preventDefault();
    if ((await run(values)) === null) return;
    setStored(values);
    toast.success("Caps saved");
  }

  return (
    <form onSubmit={submit}>
      <SettingsSection
        title="Messages per person"
        description="Counted over all campaigns, each step of a ladder too. Whoever has had that many waits until there is room again, up to three days or the end of the campaign."
      >
        <div className="max-w-2xl space-y-4">
          {values.caps.length === 0 && <p className="text-muted">No cap: a person gets whatever campaigns send.</p>}
          <ul className="space-y-3" aria-label="Caps">
            {values.caps.map((cap, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a cap has no name of its own, and none moves.
              <li key={index} className="grid grid-cols-[5rem_5rem_minmax(0,1fr)_auto] items-end gap-2">
                <CountField
                  label="At most"
                  name={`Cap ${index + 1}: messages at most`}
                  value={cap.messagesMax}
                  max={1000}
                  onChange={(messagesMax) => setCap(index, { messagesMax })}
                />
                <CountField
                  label="In days"
                  name={`Cap ${index + 1}: in days`}
                  value={cap.days}
                  max={31}
                  onChange={(days) => setCap(index, { days })}
                />
                <Field label="On">
                  <Select
                    aria-label={`Cap ${index + 1}: on which channel`}
                    value={cap.channel ?? anyChannel}
                    onChange={(event) =>
                      setCap(index, { channel: channelIdSchema.safeParse(event.target.value).data ?? null })
                    }
                  >
                    <option value={anyChannel}>All channels together</option>
                    {channelIds.map((id) => (
                      <option key={id} value={id}>
                        {channels[id].name}
                      </option>
                    ))}
                  </Select>
                </Field>
                <Button
                  variant="quiet"
                  iconOnly
                  aria-label={`Remove cap ${index + 1}`}
                  onClick={() => set({ caps: values.caps.filter((_, at) => at !== index) })}
                >
                  <Trash2 />
                </Button>
              </li>
            ))}
          </ul>
          <Button
            disabled={values.caps.length >= capsMax}
            onClick={() => set({ caps: [...values.caps, { channel: null, messagesMax: 3, days: 1 }] })}
          >
            <Plus />
            Add cap
          </Button>
          <Checkbox
            label="Florida and Oklahoma: at most 3 in 24 hours about one topic"
            hint="The law there allows no more, whatever number they come from."
            checked={values.isSubjectCapOn}
            onCheckedChange={(checked) => set({ isSubjectCapOn: checked === true })}
          />
          <fieldset className="space-y-2">
            <legend className="mb-1 font-medium">Topics that do not count</legend>
            <p className="text-muted text-sm">Their messages are never held back. For what is no advertising.</p>
            {topics.map(({ key, name }) => (
              <Checkbox
                key={key}
                label={name}
                checked={values.uncappedTopics.includes(key)}
                onCheckedChange={(checked) =>
                  set({
                    uncappedTopics: [
                      ...values.uncappedTopics.filter((each) => each !== key),
                      ...(checked === true ? [key] : []),
                    ],
                  })
                }
              />
            ))}
          </fieldset>
          <SaveBar
            label="Save caps"
            busy={busy}
            disabled={JSON.stringify(values) === JSON.stringify(stored)}
            trouble={refusal?.message}
          />
        </div>
      </SettingsSection>
    </form>
  );
}

function CountField({
  label,
  name,
  value,
  max,
  onChange,
}: {
  label: string;
  name: string;
  value: number;
  max: number;
  onChange: (value: number) => void;
}) {
  return (
    <Field label={label}>
      <Input
        type="number"
        required
        min={1}
        max={max}
        aria-label={name}
        value={Number.isNaN(value) ? "" : value}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
    </Field>
  );
}
