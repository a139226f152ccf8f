"use client";

import { type ComponentProps, useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

export interface ParsedInputProps<Value>
  extends Pick<ComponentProps<"input">, "placeholder" | "inputMode" | "readOnly" | "className"> {
  label: ComponentProps<typeof Field>["label"];
  hint?: string;
  optional?: boolean;
  value: Value | null;
  /** A value as it is typed. */
  show: (value: Value) => string;
  /** Null for what is no value. */
  parse: (text: string) => Value | null;
  /** What is wrong with text that is no value, and what to do. */
  complaint: string;
  onValueChange: (value: Value | null) => void;
}

/** A field for something that is typed as text and kept as a value. What cannot be read stays in the field, with what to do about it. */
export function ParsedInput<Value>({
  label,
  hint,
  optional = false,
  value,
  show,
  parse,
  complaint,
  onValueChange,
  className,
  ...input
}: ParsedInputProps<Value>) {
  const shown = value === null ? "" : show(value);
  const [typed, setTyped] = useState({ text: shown, shown });
  const [left, setLeft] = useState(false);
  // The value changed elsewhere (undo, another version): it wins over what was typed.
  const isOwn = typed.shown === shown;
  const text = isOwn ? typed.text : shown;
  const isWrong = text.trim() !== "" && parse(text) === null;
  return (
    <Field
      label={label}
      hint={hint}
      optional={optional}
      error={isWrong && left ? complaint : undefined}
      {...(className !== undefined && { className })}
    >
      <Input
        {...input}
        value={text}
        maxLength={2000}
        className="read-only:bg-sunken"
        onChange={(event) => {
          const next = parse(event.target.value);
          setTyped({ text: event.target.value, shown: next === null ? "" : show(next) });
          setLeft(false);
          onValueChange(next);
        }}
        onBlur={() => setLeft(true)}
      />
    </Field>
  );
}
