import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { channelIds } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import type { ImportMapping } from "@/lib/import/mapping";

interface ConsentFieldsProps {
  mapping: ImportMapping;
  titles: readonly string[];
  change: (changes: Partial<ImportMapping>) => void;
  sourceError: string | undefined;
  columnError: string | undefined;
}

const kinds = [
  { value: "none", label: "Not said" },
  { value: "everyone", label: "Everyone" },
  { value: "column", label: "By a column" },
] as const;

/** Who agreed, to which channels, and in which words. */
export function ConsentFields({ mapping, titles, change, sourceError, columnError }: ConsentFieldsProps) {
  const { consent, consentChannels, consentSource } = mapping;
  const column = consent.kind === "column" ? consent.column : 0;
  return (
    <div className="grid gap-4">
      <Segmented
        label="Who agreed"
        options={kinds}
        value={consent.kind}
        onValueChange={(kind) => change({ consent: kind === "column" ? { kind, column } : { kind } })}
        className="justify-self-start"
      />
      {consent.kind === "none" ? (
        <Callout>
          The people are stored, but nothing is sent to them until they agree. Those who agreed before stay agreed.
        </Callout>
      ) : (
        <>
          {consent.kind === "column" && (
            <Field
              label="Column with the consent"
              hint="Yes, true, 1, x and the like mean that the person agreed; anything else means nothing."
              error={columnError}
              className="sm:max-w-sm"
            >
              <Select
                value={String(column)}
                onChange={(event) => change({ consent: { kind: "column", column: Number(event.target.value) } })}
              >
                {titles.map((title, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place in the file
                  <option key={index} value={index}>
                    {title}
                  </option>
                ))}
              </Select>
            </Field>
          )}
          <ChannelChoice chosen={consentChannels} onChange={(chosen) => change({ consentChannels: chosen })} />
          <Field
            label="Where and with which words they agreed"
            hint="Kept with each person as proof, for example: “Yes, text me offers”, sign-up form on shop.example, May 2026."
            error={sourceError}
          >
            <Textarea
              rows={2}
              maxLength={300}
              value={consentSource}
              onChange={(event) => change({ consentSource: event.target.value })}
            />
          </Field>
          <Callout>Whoever has opted out stays opted out: a file never brings anybody back.</Callout>
        </>
      )}
    </div>
  );
}

interface ChannelChoiceProps {
  chosen: ImportMapping["consentChannels"];
  onChange: (chosen: ImportMapping["consentChannels"]) => void;
}

/** No channel chosen stands for all of them. */
function ChannelChoice({ chosen, onChange }: ChannelChoiceProps) {
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium">Channels they agreed to</legend>
      <div className="flex flex-wrap gap-x-5 gap-y-2">
        <Checkbox label="All channels" checked={chosen.length === 0} onCheckedChange={() => onChange([])} />
        {channelIds.map((id) => (
          <Checkbox
            key={id}
            label={channels[id].name}
            checked={chosen.includes(id)}
            onCheckedChange={(state) =>
              onChange(channelIds.filter((each) => (each === id ? state === true : chosen.includes(each))))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
