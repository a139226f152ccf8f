"use client";

import { type FormEvent, useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toaster";
import { type Action, useAction } from "@/components/ui/use-action";
import type { WorkspaceForm as Values } from "@/lib/workspace/forms";
import type { Country } from "@/lib/workspace/places";
import { SaveBar } from "./save-bar";
import { SettingsSection } from "./settings-section";

export interface WorkspaceFormProps {
  saved: Values;
  countries: readonly Country[];
  timeZones: readonly string[];
  currencies: readonly string[];
  languages: readonly { tag: string; name: string }[];
  save: Action<null>;
}

/** Brand and defaults. Keeps what was typed when the server refuses it. */
export function WorkspaceForm({ saved, countries, timeZones, currencies, languages, save }: WorkspaceFormProps) {
  const { run, busy, errorOf, formError } = useAction(save);
  const [values, setValues] = useState(saved);
  const [stored, setStored] = useState(saved);
  const set = (part: Partial<Values>) => setValues((before) => ({ ...before, ...part }));
  const fields = Object.keys(saved);
  const changed = JSON.stringify(values) !== JSON.stringify(stored);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if ((await run(values)) === null) return;
    setStored(values);
    toast.success("Workspace saved");
  }

  return (
    <form onSubmit={submit}>
      <SettingsSection title="Brand" description="How people who get your messages see you.">
        <div className="grid max-w-xl gap-4">
          <Field label="Workspace name" hint="Seen only by your team." error={errorOf("name")}>
            <Input
              required
              maxLength={60}
              value={values.name}
              onChange={(event) => set({ name: event.target.value })}
            />
          </Field>
          <Field label="Brand name" hint="Stands on messages and on the preference page." error={errorOf("brandName")}>
            <Input
              required
              maxLength={60}
              value={values.brandName}
              onChange={(event) => set({ brandName: event.target.value })}
            />
          </Field>
          <ColorField
            value={values.brandColor}
            error={errorOf("brandColor")}
            onChange={(brandColor) => set({ brandColor })}
          />
          <Field
            label="Help contact"
            hint="Answered to people who write HELP, and shown on the preference page: an email address, phone number or web address."
            error={errorOf("supportContact")}
          >
            <Input
              required
              maxLength={200}
              value={values.supportContact}
              onChange={(event) => set({ supportContact: event.target.value })}
            />
          </Field>
        </div>
      </SettingsSection>
      <SettingsSection title="Defaults" description="Used where a contact or a file does not say.">
        <div className="grid max-w-xl gap-4 sm:grid-cols-2">
          <Field label="Country" hint="Reads local phone numbers." error={errorOf("defaultCountry")}>
            <Select value={values.defaultCountry} onChange={(event) => set({ defaultCountry: event.target.value })}>
              {countries.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
          <Field label="Time zone" hint="Screens show times in it." error={errorOf("timeZone")}>
            <Select value={values.timeZone} onChange={(event) => set({ timeZone: event.target.value })}>
              {(timeZones.includes(values.timeZone) ? timeZones : [values.timeZone, ...timeZones]).map((zone) => (
                <option key={zone} value={zone}>
                  {zone.replaceAll("_", " ")}
                </option>
              ))}
            </Select>
          </Field>
          <Field label="Language" hint="Of opt-out words and the preference page." error={errorOf("locale")}>
            <Select value={values.locale} onChange={(event) => set({ locale: event.target.value })}>
              {languages.map(({ tag, name }) => (
                <option key={tag} value={tag}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
          <Field label="Currency" hint="Of prices and costs." error={errorOf("currency")}>
            <Select value={values.currency} onChange={(event) => set({ currency: event.target.value })}>
              {currencies.map((code) => (
                <option key={code}>{code}</option>
              ))}
            </Select>
          </Field>
        </div>
        <div className="max-w-xl pt-4">
          <SaveBar label="Save workspace" busy={busy} disabled={!changed} trouble={formError(...fields)} />
        </div>
      </SettingsSection>
    </form>
  );
}

function ColorField({
  value,
  error,
  onChange,
}: {
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}) {
  return (
    <div className="flex items-end gap-2">
      <Field label="Brand colour" hint="Of buttons and lines on the preference page." error={error} className="flex-1">
        <Input
          required
          maxLength={7}
          pattern="#[0-9a-fA-F]{6}"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
      <input
        type="color"
        aria-label="Pick the brand colour"
        value={/^#[0-9a-f]{6}$/i.test(value) ? value : "#000000"}
        onChange={(event) => onChange(event.target.value)}
        className="h-9 w-12 cursor-pointer rounded-lg border border-line-strong bg-surface p-1"
      />
    </div>
  );
}
