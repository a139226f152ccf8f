"use client";

import { Slot } from "radix-ui";
import { type ReactElement, type ReactNode, useId } from "react";
import { classNames } from "./class-names";

export interface FieldProps {
  label: ReactNode;
  /** Under the label, before anything is typed. */
  hint?: ReactNode;
  /** What is wrong and what to do; shown and announced when present. */
  error?: ReactNode;
  /** Says "optional" beside the label; fields are required unless they say so. */
  optional?: boolean;
  /** For screen readers only, where the context shows what it is. */
  hideLabel?: boolean;
  className?: string;
  /** One control: Input, Textarea, Select. It gets id and aria attributes from here. */
  children: ReactElement;
}

/** A control with its label, hint and error, tied together for screen readers. */
export function Field({ label, hint, error, optional = false, hideLabel = false, className, children }: FieldProps) {
  const id = useId();
  const describedBy = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean).join(" ");
  return (
    <div className={classNames("min-w-0", className)}>
      <label htmlFor={id} className={hideLabel ? "sr-only" : "mb-1 block font-medium"}>
        {label}
        {optional && <span className="font-normal text-muted"> (optional)</span>}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="mb-1.5 text-sm text-muted">
          {hint}
        </p>
      )}
      <Slot.Root id={id} aria-describedby={describedBy || undefined} aria-invalid={error ? true : undefined}>
        {children}
      </Slot.Root>
      {error && (
        <p id={`${id}-error`} role="alert" className="mt-1.5 text-sm text-danger-ink">
          {error}
        </p>
      )}
    </div>
  );
}
