"use client";

import { Check, Minus } from "lucide-react";
import { Checkbox as Radix } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { useId } from "react";
import { classNames } from "./class-names";

export interface CheckboxProps extends ComponentProps<typeof Radix.Root> {
  /** Text beside the box; clicking it works too. Without it give an aria-label. */
  label?: ReactNode;
  /** A second, quieter line. */
  hint?: ReactNode;
}

export function Checkbox({ label, hint, className, id: givenId, ...rest }: CheckboxProps) {
  const ownId = useId();
  const id = givenId ?? ownId;
  const box = (
    <Radix.Root
      id={id}
      aria-describedby={hint ? `${id}-hint` : undefined}
      className={classNames(
        "group relative grid size-4.5 shrink-0 place-items-center rounded-sm border border-line-strong bg-surface text-on-accent transition-colors",
        "data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent",
        "disabled:cursor-not-allowed disabled:opacity-50",
        // Fingers hit more than what is drawn.
        "before:absolute before:-inset-1",
        label === undefined && className,
      )}
      {...rest}
    >
      <Radix.Indicator>
        <Check className="hidden size-3.5 group-data-[state=checked]:block" strokeWidth={3} aria-hidden />
        <Minus className="hidden size-3.5 group-data-[state=indeterminate]:block" strokeWidth={3} aria-hidden />
      </Radix.Indicator>
    </Radix.Root>
  );
  if (label === undefined) return box;
  return (
    <div className={classNames("flex items-start gap-2.5", className)}>
      <span className="flex h-[1.5em] items-center">{box}</span>
      <div className="min-w-0">
        <label htmlFor={id} className="cursor-pointer">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-sm text-muted">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
