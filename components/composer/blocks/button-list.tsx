"use client";

import { Plus } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { emptyButton } from "@/lib/message/button-parts";
import { moveItem } from "@/lib/message/edit/move-item";
import type { ButtonAction, MessageButton } from "@/lib/message/parts";
import { CharCounter } from "../char-counter";
import { buttonLabelLimit } from "../field-limits";
import { LiquidInput } from "../liquid-input";
import { withScheme } from "../with-scheme";
import type { EditorTools } from "./block-editor";
import { EventFields } from "./event-fields";
import { OwnLabel } from "./own-label";
import { PlaceField } from "./place-field";
import { RowButtons } from "./row-buttons";

const actionWords: Record<ButtonAction["type"], string> = {
  open_url: "Open a web page",
  call: "Call a number",
  map: "Show a place on the map",
  calendar: "Add to the calendar",
  reply: "Send a reply",
};

const emptyActions: Record<ButtonAction["type"], ButtonAction> = {
  open_url: { type: "open_url", url: "" },
  call: { type: "call", phone: "" },
  map: { type: "map", place: null, label: "" },
  calendar: { type: "calendar", event: { title: "", startsAt: "", endsAt: "", location: "", description: "" } },
  reply: { type: "reply" },
};

export interface ButtonListProps {
  buttons: MessageButton[];
  buttonsMax: number;
  /** What they belong to, where a block has several lists: "card 2". */
  of?: string;
  readOnly: boolean;
  autoFocus: boolean;
  tools: EditorTools;
  onChange: (buttons: MessageButton[], field: string | null) => void;
}

/** Buttons in order: what they say and what they do. */
export function ButtonList({ buttons, buttonsMax, of, readOnly, autoFocus, tools, onChange }: ButtonListProps) {
  const root = useRef<HTMLDivElement>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const focusAfterRender = useRef<string | null>(autoFocus ? (buttons[0]?.id ?? null) : null);
  // What was typed for an action comes back when that action is chosen again.
  const typedActions = useRef(new Map<string, ButtonAction>());
  useEffect(() => {
    if (focusAfterRender.current === null) return;
    const row = root.current?.querySelector<HTMLElement>(`[data-button="${CSS.escape(focusAfterRender.current)}"]`);
    (row?.querySelector<HTMLElement>("input") ?? addButton.current)?.focus();
    focusAfterRender.current = null;
  });
  const replace = (index: number, button: MessageButton, field: string | null) =>
    onChange(buttons.with(index, button), field && `${button.id}.${field}`);
  const choose = (index: number, button: MessageButton, type: string) => {
    const empty = Object.values(emptyActions).find((action) => action.type === type);
    if (empty === undefined) return;
    typedActions.current.set(`${button.id}.${button.action.type}`, button.action);
    replace(index, { ...button, action: typedActions.current.get(`${button.id}.${type}`) ?? empty }, null);
  };
  return (
    <div ref={root} className="@container space-y-2.5">
      <ul className="space-y-2.5">
        {buttons.map((button, index) => {
          const name = of === undefined ? `button ${index + 1}` : `button ${index + 1} of ${of}`;
          return (
            <li key={button.id} data-button={button.id} className="rounded-lg border bg-canvas p-3">
              <div className="grid gap-3 @md:grid-cols-2">
                <div>
                  <Field label={<OwnLabel of={name}>Label</OwnLabel>}>
                    <LiquidInput
                      value={button.label}
                      maxLength={200}
                      readOnly={readOnly}
                      placeholder="Shop now"
                      variables={tools.variables}
                      onValueChange={(label) => replace(index, { ...button, label }, "label")}
                    />
                  </Field>
                  <CharCounter text={button.label} limit={buttonLabelLimit} />
                </div>
                <Field label={<OwnLabel of={name}>What it does</OwnLabel>}>
                  <Select
                    value={button.action.type}
                    disabled={readOnly}
                    onChange={(event) => choose(index, button, event.target.value)}
                  >
                    {Object.entries(actionWords).map(([type, words]) => (
                      <option key={type} value={type}>
                        {words}
                      </option>
                    ))}
                  </Select>
                </Field>
                <div className="@md:col-span-2">
                  <ActionFields
                    action={button.action}
                    of={name}
                    readOnly={readOnly}
                    tools={tools}
                    onChange={(action, field) => replace(index, { ...button, action }, field)}
                  />
                </div>
              </div>
              {!readOnly && (
                <div className="mt-2 flex items-center justify-between">
                  <span className="text-muted text-xs">
                    Button {index + 1} of {buttons.length}
                  </span>
                  <RowButtons
                    name={name}
                    index={index}
                    count={buttons.length}
                    onMove={(to) => onChange(moveItem(buttons, index, to), null)}
                    onRemove={() => {
                      focusAfterRender.current = (buttons[index + 1] ?? buttons[index - 1])?.id ?? "none";
                      onChange(buttons.toSpliced(index, 1), null);
                    }}
                  />
                </div>
              )}
            </li>
          );
        })}
      </ul>
      {buttons.length === 0 && <p className="text-muted">No buttons{of === undefined ? " yet" : " on this card"}.</p>}
      {!readOnly && (
        <Button
          ref={addButton}
          size="sm"
          disabled={buttons.length >= buttonsMax}
          onClick={() => {
            const button = emptyButton(tools.newId);
            focusAfterRender.current = button.id;
            onChange([...buttons, button], null);
          }}
        >
          <Plus /> Add button
        </Button>
      )}
    </div>
  );
}

function ActionFields({
  action,
  of,
  readOnly,
  tools,
  onChange,
}: {
  action: ButtonAction;
  of: string;
  readOnly: boolean;
  tools: EditorTools;
  onChange: (action: ButtonAction, field: string) => void;
}) {
  switch (action.type) {
    case "reply":
      return <p className="text-muted text-sm">The label comes back to you as the person's reply.</p>;
    case "call":
      return (
        <Field label={<OwnLabel of={of}>Phone number</OwnLabel>} hint="With + and the country code.">
          <Input
            value={action.phone}
            maxLength={30}
            inputMode="tel"
            readOnly={readOnly}
            className="read-only:bg-sunken"
            placeholder="+1 415 555 0100"
            onChange={(event) => onChange({ type: "call", phone: event.target.value }, "phone")}
          />
        </Field>
      );
    case "map":
      return (
        <div className="grid gap-3 @md:grid-cols-2">
          <PlaceField
            place={action.place}
            of={of}
            readOnly={readOnly}
            onChange={(place) => onChange({ ...action, place }, "place")}
          />
          <Field label={<OwnLabel of={of}>Name on the map</OwnLabel>} hint="Shown beside the pin." optional>
            <Input
              value={action.label}
              maxLength={100}
              readOnly={readOnly}
              className="read-only:bg-sunken"
              placeholder="Harbor Coffee"
              onChange={(event) => onChange({ ...action, label: event.target.value }, "mapLabel")}
            />
          </Field>
        </div>
      );
    case "calendar":
      return (
        <EventFields
          event={action.event}
          of={of}
          timeZone={tools.timeZone}
          readOnly={readOnly}
          onChange={(event, field) => onChange({ type: "calendar", event }, field)}
        />
      );
    case "open_url":
      return (
        <Field label={<OwnLabel of={of}>Web address</OwnLabel>} hint="Type { to put a variable into it.">
          <LiquidInput
            value={action.url}
            maxLength={2000}
            inputMode="url"
            readOnly={readOnly}
            placeholder="https://shop.example/sale"
            variables={tools.variables}
            onValueChange={(url) => onChange({ type: "open_url", url }, "url")}
            onBlur={() => {
              const url = withScheme(action.url);
              if (url !== action.url) onChange({ type: "open_url", url }, "url");
            }}
          />
        </Field>
      );
  }
}
