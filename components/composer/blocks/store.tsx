"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";
import { Textarea } from "@/components/ui/textarea";
import type { StoreBlock } from "@/lib/message/blocks/store";
import { CharCounter } from "../char-counter";
import { buttonLabelLimit } from "../field-limits";
import type { BlockEditorProps } from "./block-editor";
import { PlaceField } from "./place-field";

/** A place to go to: address, opening hours, a map, the way there. */
export function StoreEditor({ block, readOnly, onChange }: BlockEditorProps<StoreBlock>) {
  return (
    <div className="@container space-y-3 p-3.5">
      <Field label="Name">
        <Input
          value={block.name}
          maxLength={100}
          readOnly={readOnly}
          className="read-only:bg-sunken"
          placeholder="Harbor Coffee, Old Town"
          onChange={(event) => onChange({ ...block, name: event.target.value }, "name")}
        />
      </Field>
      <div className="grid gap-3 @md:grid-cols-2">
        <Field label="Address">
          <Textarea
            value={block.address}
            maxLength={300}
            readOnly={readOnly}
            className="read-only:bg-sunken"
            placeholder={"12 Harbor Street\nPorto"}
            onChange={(event) => onChange({ ...block, address: event.target.value }, "address")}
          />
        </Field>
        <Field label="Opening hours" optional>
          <Textarea
            value={block.hours}
            maxLength={500}
            readOnly={readOnly}
            className="read-only:bg-sunken"
            placeholder={"Mon-Fri 9-18\nSat 10-16"}
            onChange={(event) => onChange({ ...block, hours: event.target.value }, "hours")}
          />
        </Field>
      </div>
      <PlaceField
        place={block.place}
        of="the store"
        optional
        readOnly={readOnly}
        onChange={(place) => onChange({ ...block, place }, "place")}
      />
      <Switch
        label="Show a map"
        hint="A picture with a pin at the place."
        checked={block.showMap}
        disabled={readOnly}
        onCheckedChange={(showMap) => onChange({ ...block, showMap }, null)}
      />
      <div className="grid gap-3 @md:grid-cols-2">
        <Field label="Phone number" hint="With + and the country code." optional>
          <Input
            value={block.phone}
            maxLength={30}
            inputMode="tel"
            readOnly={readOnly}
            className="read-only:bg-sunken"
            placeholder="+351 22 555 0100"
            onChange={(event) => onChange({ ...block, phone: event.target.value }, "phone")}
          />
        </Field>
        {block.phone.trim() !== "" && (
          <ButtonWords
            label="Words on the call button"
            hint="Calls this number."
            value={block.call.label}
            placeholder="Call us"
            readOnly={readOnly}
            onValueChange={(label) => onChange({ ...block, call: { ...block.call, label } }, "call")}
          />
        )}
        {block.place !== null && (
          <ButtonWords
            label="Words on the directions button"
            hint="Leads to the place on a map."
            value={block.directions.label}
            placeholder="Directions"
            readOnly={readOnly}
            onValueChange={(label) => onChange({ ...block, directions: { ...block.directions, label } }, "directions")}
          />
        )}
      </div>
    </div>
  );
}

function ButtonWords({
  label,
  hint,
  value,
  placeholder,
  readOnly,
  onValueChange,
}: {
  label: string;
  hint: string;
  value: string;
  placeholder: string;
  readOnly: boolean;
  onValueChange: (value: string) => void;
}) {
  return (
    <div>
      <Field label={label} hint={hint}>
        <Input
          value={value}
          maxLength={200}
          readOnly={readOnly}
          className="read-only:bg-sunken"
          placeholder={placeholder}
          onChange={(event) => onValueChange(event.target.value)}
        />
      </Field>
      <CharCounter text={value} limit={buttonLabelLimit} />
    </div>
  );
}
