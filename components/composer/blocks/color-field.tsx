"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

const whole = /^#[0-9a-f]{6}$/i;

/** A colour: picked, or typed as #rrggbb. */
export function ColorField({
  label,
  value,
  readOnly,
  onValueChange,
}: {
  label: string;
  value: string;
  readOnly: boolean;
  onValueChange: (value: string) => void;
}) {
  // What is not yet a colour stays in the field only.
  const [typed, setTyped] = useState({ text: value, color: value });
  const text = typed.color === value ? typed.text : value;
  const take = (next: string) => {
    const isWhole = whole.test(next);
    setTyped({ text: next, color: isWhole ? next : value });
    if (isWhole) onValueChange(next);
  };
  return (
    <div className="flex items-end gap-1.5">
      <Field
        label={label}
        className="flex-1"
        error={whole.test(text) ? undefined : "Write # and six digits or letters a-f."}
      >
        <Input
          value={text}
          maxLength={7}
          readOnly={readOnly}
          spellCheck={false}
          className="font-mono text-sm read-only:bg-sunken"
          onChange={(event) => take(event.target.value.trim())}
        />
      </Field>
      <input
        type="color"
        aria-label={`${label}: pick`}
        value={value}
        disabled={readOnly}
        className="h-9 w-9 shrink-0 cursor-pointer rounded-lg border border-line-strong bg-surface p-1 disabled:cursor-not-allowed"
        onChange={(event) => take(event.target.value)}
      />
    </div>
  );
}
