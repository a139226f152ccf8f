"use client";

import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import type { z } from "zod";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { buttonsBlockSchema } from "@/lib/message/blocks/buttons";
import type { ButtonAction, MessageButton } from "@/lib/message/parts";
import { withScheme } from "./with-scheme";

type ButtonsBlockData = z.infer<typeof buttonsBlockSchema>;

const buttonsMax = 10;

/** The actions offered here. */
type OfferedAction = Exclude<ButtonAction["type"], "map" | "calendar">;

const actionWords: Record<OfferedAction, string> = {
  open_url: "Open a web page",
  call: "Call a number",
  reply: "Send a reply",
};

const emptyActions: Record<OfferedAction, ButtonAction> = {
  open_url: { type: "open_url", url: "" },
  call: { type: "call", phone: "" },
  reply: { type: "reply" },
};

export interface ButtonsBlockProps {
  block: ButtonsBlockData;
  readOnly: boolean;
  autoFocus: boolean;
  newId: () => string;
  /** `field` names what was changed, so that typing in one field is one step of the history. */
  onChange: (block: ButtonsBlockData, field: string | null) => void;
}

/** Buttons under a message: what they say and what they do. */
export function ButtonsBlock({ block, readOnly, autoFocus, newId, onChange }: ButtonsBlockProps) {
  const { buttons } = block;
  const root = useRef<HTMLDivElement>(null);
  const focusAfterRender = useRef<string | null>(autoFocus ? (buttons[0]?.id ?? null) : null);
  useEffect(() => {
    if (focusAfterRender.current === null) return;
    root.current?.querySelector<HTMLElement>(`[data-button="${focusAfterRender.current}"] input`)?.focus();
    focusAfterRender.current = null;
  });
  const replace = (index: number, button: MessageButton, field: string | null) =>
    onChange({ ...block, buttons: buttons.with(index, button) }, field && `${button.id}.${field}`);
  const move = (from: number, to: number) => {
    const button = buttons[from];
    if (button) onChange({ ...block, buttons: buttons.toSpliced(from, 1).toSpliced(to, 0, button) }, null);
  };
  return (
    <div ref={root} className="space-y-2.5 p-3.5">
      <ul className="space-y-2.5">
        {buttons.map((button, index) => (
          <li key={button.id} data-button={button.id} className="rounded-lg border bg-canvas p-3">
            <div className="grid gap-3 sm:grid-cols-2">
              <Field label="Label">
                <Input
                  value={button.label}
                  maxLength={200}
                  disabled={readOnly}
                  placeholder="Shop now"
                  onChange={(event) => replace(index, { ...button, label: event.target.value }, "label")}
                />
              </Field>
              <Field label="What it does">
                <Select
                  value={button.action.type}
                  disabled={readOnly}
                  onChange={(event) => {
                    const chosen = Object.values(emptyActions).find(({ type }) => type === event.target.value);
                    if (chosen) replace(index, { ...button, action: chosen }, null);
                  }}
                >
                  {Object.entries(actionWords).map(([type, words]) => (
                    <option key={type} value={type}>
                      {words}
                    </option>
                  ))}
                </Select>
              </Field>
              <ActionField
                action={button.action}
                readOnly={readOnly}
                onChange={(action) => replace(index, { ...button, action }, "action")}
              />
            </div>
            {!readOnly && (
              <div className="mt-2 flex items-center gap-0.5">
                <span className="mr-auto text-muted text-xs">
                  Button {index + 1} of {buttons.length}
                </span>
                <RowButton
                  label={`Move button ${index + 1} up`}
                  disabled={index === 0}
                  onClick={() => move(index, index - 1)}
                >
                  <ArrowUp />
                </RowButton>
                <RowButton
                  label={`Move button ${index + 1} down`}
                  disabled={index === buttons.length - 1}
                  onClick={() => move(index, index + 1)}
                >
                  <ArrowDown />
                </RowButton>
                <RowButton
                  label={`Remove button ${index + 1}`}
                  onClick={() => {
                    focusAfterRender.current = (buttons[index + 1] ?? buttons[index - 1])?.id ?? null;
                    onChange({ ...block, buttons: buttons.toSpliced(index, 1) }, null);
                  }}
                >
                  <Trash2 />
                </RowButton>
              </div>
            )}
          </li>
        ))}
      </ul>
      {buttons.length === 0 && <p className="text-muted">No buttons yet.</p>}
      {!readOnly && (
        <Button
          size="sm"
          disabled={buttons.length >= buttonsMax}
          onClick={() => {
            const button: MessageButton = { id: newId(), label: "", action: emptyActions.open_url };
            focusAfterRender.current = button.id;
            onChange({ ...block, buttons: [...buttons, button] }, null);
          }}
        >
          <Plus /> Add button
        </Button>
      )}
    </div>
  );
}

function ActionField({
  action,
  readOnly,
  onChange,
}: {
  action: ButtonAction;
  readOnly: boolean;
  onChange: (action: ButtonAction) => void;
}) {
  if (action.type === "reply") {
    return <p className="text-muted text-sm sm:col-span-2">The label comes back to you as the person's reply.</p>;
  }
  if (action.type === "call") {
    return (
      <Field label="Phone number" hint="With + and the country code." className="sm:col-span-2">
        <Input
          value={action.phone}
          maxLength={30}
          inputMode="tel"
          disabled={readOnly}
          placeholder="+1 415 555 0100"
          onChange={(event) => onChange({ type: "call", phone: event.target.value })}
        />
      </Field>
    );
  }
  if (action.type !== "open_url") return null;
  return (
    <Field label="Web address" hint="Variables work here too: {{ attributes.city }}." className="sm:col-span-2">
      <Input
        value={action.url}
        maxLength={2000}
        inputMode="url"
        disabled={readOnly}
        placeholder="https://shop.example/sale"
        onChange={(event) => onChange({ type: "open_url", url: event.target.value })}
        onBlur={() => {
          const url = withScheme(action.url);
          if (url !== action.url) onChange({ type: "open_url", url });
        }}
      />
    </Field>
  );
}

function RowButton({
  label,
  disabled = false,
  onClick,
  children,
}: {
  label: string;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <Button variant="quiet" size="sm" iconOnly aria-label={label} title={label} disabled={disabled} onClick={onClick}>
      {children}
    </Button>
  );
}
