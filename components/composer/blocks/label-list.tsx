"use client";

import { Plus } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { moveItem } from "@/lib/message/edit/move-item";
import { CharCounter } from "../char-counter";
import { buttonLabelLimit } from "../field-limits";
import { LiquidInput } from "../liquid-input";
import type { VariableChoice } from "../variable-choices";
import { RowButtons } from "./row-buttons";

interface Labelled {
  id: string;
  label: string;
}

export interface LabelListProps {
  items: Labelled[];
  itemsMax: number;
  charsMax: number;
  readOnly: boolean;
  autoFocus: boolean;
  newId: () => string;
  /** Empty where the words are the same for everybody. */
  variables: readonly VariableChoice[];
  onChange: (items: Labelled[], field: string | null) => void;
}

/** Answers to tap, one line each. */
export function LabelList({
  items,
  itemsMax,
  charsMax,
  readOnly,
  autoFocus,
  newId,
  variables,
  onChange,
}: LabelListProps) {
  const root = useRef<HTMLDivElement>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const focusAfterRender = useRef<string | null>(autoFocus ? (items[0]?.id ?? null) : null);
  useEffect(() => {
    if (focusAfterRender.current === null) return;
    const row = root.current?.querySelector<HTMLElement>(`[data-answer="${CSS.escape(focusAfterRender.current)}"]`);
    (row?.querySelector<HTMLElement>("input") ?? addButton.current)?.focus();
    focusAfterRender.current = null;
  });
  return (
    <div ref={root} className="space-y-2">
      <ol className="space-y-2">
        {items.map((item, index) => (
          <li key={item.id} data-answer={item.id}>
            <div className="flex items-start gap-1">
              <Field label={`Answer ${index + 1}`} hideLabel className="flex-1">
                <LiquidInput
                  value={item.label}
                  maxLength={charsMax}
                  readOnly={readOnly}
                  placeholder={`Answer ${index + 1}`}
                  variables={variables}
                  onValueChange={(label) => onChange(items.with(index, { ...item, label }), `${item.id}.label`)}
                />
              </Field>
              {!readOnly && (
                <span className="pt-1">
                  <RowButtons
                    name={`answer ${index + 1}`}
                    index={index}
                    count={items.length}
                    onMove={(to) => onChange(moveItem(items, index, to), null)}
                    onRemove={() => {
                      focusAfterRender.current = (items[index + 1] ?? items[index - 1])?.id ?? "none";
                      onChange(items.toSpliced(index, 1), null);
                    }}
                  />
                </span>
              )}
            </div>
            <CharCounter text={item.label} limit={buttonLabelLimit} />
          </li>
        ))}
      </ol>
      {items.length === 0 && <p className="text-muted">No answers yet.</p>}
      {!readOnly && (
        <Button
          ref={addButton}
          size="sm"
          disabled={items.length >= itemsMax}
          onClick={() => {
            const item = { id: newId(), label: "" };
            focusAfterRender.current = item.id;
            onChange([...items, item], null);
          }}
        >
          <Plus /> Add answer
        </Button>
      )}
    </div>
  );
}
