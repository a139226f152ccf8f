"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type Action, useAction } from "@/components/ui/use-action";
import type { RegionRow } from "@/lib/quiet-hours/region-rows";
import type { DayHours, RegionHours } from "@/lib/quiet-hours/schema";

const days = [
  { key: "weekdays", label: "Monday to Friday" },
  { key: "saturday", label: "Saturday" },
  { key: "sunday", label: "Sunday" },
] as const;

const ordinary: DayHours = { fromMinute: 9 * 60, toMinute: 20 * 60 };

/** The hours of one region; of a new one also which. */
export function RegionForm({
  row,
  others,
  save,
  onSaved,
}: {
  row: RegionRow | null;
  others: readonly { region: string; name: string }[];
  save: Action<null>;
  onSaved: () => void;
}) {
  const { run, busy, refusal } = useAction(save);
  const [region, setRegion] = useState(row?.region ?? others[0]?.region ?? "");
  const [hours, setHours] = useState<RegionHours>(
    row?.hours ?? { isOn: true, weekdays: ordinary, saturday: ordinary, sunday: ordinary },
  );
  const submit = async (values: RegionHours | null) => {
    if ((await run({ region, hours: values })) !== null) onSaved();
  };
  const backTo =
    row?.isOwn === true ? (
      <Button busy={busy} onClick={() => void submit(null)}>
        {row.isShipped ? "Use our hours" : "Remove region"}
      </Button>
    ) : null;
  return (
    <DialogForm
      onSubmit={() => void submit(hours)}
      submit="Save hours"
      busy={busy}
      trouble={refusal?.message}
      other={backTo}
    >
      {row === null && (
        <Field label="Region">
          <Select value={region} onChange={(event) => setRegion(event.target.value)}>
            {others.map((other) => (
              <option key={other.region} value={other.region}>
                {other.name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Checkbox
        label="Messages at any hour"
        hint="No quiet hours here."
        checked={!hours.isOn}
        onCheckedChange={(checked) => setHours({ ...hours, isOn: checked !== true })}
      />
      {hours.isOn &&
        days.map(({ key, label }) => (
          <DayFields
            key={key}
            label={label}
            hours={hours[key]}
            onChange={(day) => setHours({ ...hours, [key]: day })}
          />
        ))}
    </DialogForm>
  );
}

function DayFields({
  label,
  hours,
  onChange,
}: {
  label: string;
  hours: DayHours;
  onChange: (hours: DayHours) => void;
}) {
  return (
    <fieldset className="grid grid-cols-2 gap-x-3 gap-y-2">
      <legend className="mb-1 font-medium">{label}</legend>
      {hours !== null && (
        <>
          <Field label={`${label}, from`} hideLabel>
            <Input
              type="time"
              required
              value={timeOf(hours.fromMinute)}
              onChange={(event) => onChange({ ...hours, fromMinute: minuteOf(event.target.value) ?? hours.fromMinute })}
            />
          </Field>
          <Field label={`${label}, until`} hideLabel>
            <Input
              type="time"
              required
              value={timeOf(hours.toMinute)}
              onChange={(event) =>
                // Midnight at the end of a day is the end of it.
                onChange({ ...hours, toMinute: minuteOf(event.target.value) || 24 * 60 })
              }
            />
          </Field>
        </>
      )}
      <Checkbox
        className="col-span-2"
        label={`No messages on ${label === "Monday to Friday" ? "these days" : label}`}
        checked={hours === null}
        onCheckedChange={(checked) => onChange(checked === true ? null : ordinary)}
      />
    </fieldset>
  );
}

function timeOf(minute: number): string {
  const two = (count: number) => String(count).padStart(2, "0");
  return `${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`;
}

function minuteOf(time: string): number | null {
  const [, hour, minute] = /^(\d{2}):(\d{2})/.exec(time) ?? [];
  return hour === undefined || minute === undefined ? null : Number(hour) * 60 + Number(minute);
}
