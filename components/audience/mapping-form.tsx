"use client";

import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type Action, useAction } from "@/components/ui/use-action";
import type { InspectedFile } from "@/lib/import/inspected-file";
import { type ColumnTarget, type ImportMapping, importMappingSchema } from "@/lib/import/mapping";
import { previewRows } from "@/lib/import/preview-rows";
import { ColumnTable } from "./column-table";
import { ConsentFields } from "./consent-fields";
import { PreviewTable } from "./preview-table";

interface MappingFormProps {
  importId: string;
  file: InspectedFile;
  countries: readonly { code: string; name: string }[];
  defaultCountry: string;
  listNames: readonly string[];
  start: Action<{ importId: string }>;
}

const previewRowsMax = 10;

/** How a contact file is to be read: its columns, country, consent and list, with the first rows read that way. */
export function MappingForm({ importId, file, countries, defaultCountry, listNames, start }: MappingFormProps) {
  const router = useRouter();
  const { run, busy, errorOf, formError } = useAction(start);
  const [mapping, setMapping] = useState<ImportMapping>(() => firstMapping(file, defaultCountry));
  const [isTried, setIsTried] = useState(false);
  const change = (changes: Partial<ImportMapping>) => setMapping((current) => ({ ...current, ...changes }));
  const preview = useMemo(() => previewRows(file.sample, mapping, previewRowsMax), [file.sample, mapping]);
  const checked = importMappingSchema.safeParse(mapping);
  const issueAt = (field: string) =>
    isTried ? checked.error?.issues.find((issue) => issue.path[0] === field)?.message : undefined;
  const titles = file.guess.targets.map((_, column) => columnTitle(file, mapping.hasHeader, column));

  const submit = async () => {
    setIsTried(true);
    if (!checked.success) return;
    const started = await run({ importId, mapping });
    if (started !== null) router.refresh();
  };
  const problem = formError() ?? errorOf("mapping");

  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Card title="Columns" description="Say what each column of the file holds.">
        <div className="mb-4 grid gap-4 sm:grid-cols-2">
          <Checkbox
            label="The first row holds the names of the columns"
            checked={mapping.hasHeader}
            onCheckedChange={(state) => change({ hasHeader: state === true })}
          />
          <Field
            label="Country of numbers without a country code"
            hint="A country column, where it is filled, comes first."
          >
            <CountrySelect
              countries={countries}
              value={mapping.defaultCountry}
              onChange={(code) => change({ defaultCountry: code })}
            />
          </Field>
        </div>
        {issueAt("targets") && (
          <div role="alert" className="mb-3">
            <Callout kind="blocker">{issueAt("targets")}</Callout>
          </div>
        )}
        <ColumnTable
          titles={titles}
          rows={file.sample.slice(mapping.hasHeader ? 1 : 0)}
          targets={mapping.targets}
          consentColumn={mapping.consent.kind === "column" ? mapping.consent.column : null}
          onTarget={(column, target) => change({ targets: mapping.targets.with(column, target) })}
        />
      </Card>
      <Card title="Consent" description="Nobody gets a message who has not agreed to it.">
        <ConsentFields
          mapping={mapping}
          titles={titles}
          change={change}
          sourceError={issueAt("consentSource")}
          columnError={issueAt("consent")}
        />
      </Card>
      <Card title="List">
        <Field label="Put these people on a list" optional hint="A new name makes a new list.">
          <ListInput names={listNames} value={mapping.listName} onChange={(listName) => change({ listName })} />
        </Field>
      </Card>
      <Card
        title="Preview"
        description={`The first ${preview.length === 1 ? "row" : `${preview.length} rows`} as they will be read.`}
        flush
      >
        <PreviewTable rows={preview} targets={mapping.targets} showsConsent={mapping.consent.kind !== "none"} />
      </Card>
      {problem && (
        <div role="alert">
          <Callout kind="blocker" title="The import did not start">
            {problem}
          </Callout>
        </div>
      )}
      {isTried && !checked.success && <p className="text-right text-danger-ink">{checked.error.issues[0]?.message}</p>}
      <div className="flex justify-end">
        <Button type="submit" variant="primary" busy={busy}>
          Import contacts
        </Button>
      </div>
    </form>
  );
}

interface ControlProps {
  value: string;
  onChange: (value: string) => void;
}

/** Passes on the id and descriptions that Field gives its control. */
function CountrySelect({
  countries,
  value,
  onChange,
  ...rest
}: ControlProps & { countries: MappingFormProps["countries"] }) {
  return (
    <Select {...rest} value={value} onChange={(event) => onChange(event.target.value)}>
      {countries.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </Select>
  );
}

function ListInput({ names, value, onChange, ...rest }: ControlProps & { names: readonly string[] }) {
  return (
    <>
      <Input
        {...rest}
        list="contact-list-names"
        maxLength={80}
        className="sm:max-w-sm"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id="contact-list-names">
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}

function firstMapping({ guess }: InspectedFile, defaultCountry: string): ImportMapping {
  return {
    targets: withoutRepeats(guess.targets),
    hasHeader: guess.hasHeader,
    defaultCountry,
    consent: guess.consentColumn === null ? { kind: "none" } : { kind: "column", column: guess.consentColumn },
    consentChannels: [],
    consentSource: "",
    listName: "",
  };
}

/** Of two columns of one name the first is taken; the other can be chosen by hand. */
function withoutRepeats(targets: readonly ColumnTarget[]): ColumnTarget[] {
  return targets.map((target, column) => (targets.indexOf(target) === column ? target : "ignore"));
}

function columnTitle(file: InspectedFile, hasHeader: boolean, column: number): string {
  const title = hasHeader ? (file.sample[0]?.[column]?.trim() ?? "") : "";
  return title === "" ? `Column ${column + 1}` : title;
}
