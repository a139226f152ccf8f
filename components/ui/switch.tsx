"use client";

import { Switch as Radix } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { useId } from "react";
import { classNames } from "./class-names";

export interface SwitchProps extends ComponentProps<typeof Radix.Root> {
  /** Text before the switch; clicking it works too. Without it give an aria-label. */
  label?: ReactNode;
  hint?: ReactNode;
}

/** For a setting that acts at once. Inside a form that is saved later use a checkbox. */
export function Switch({ label, hint, className, id: givenId, ...rest }: SwitchProps) {
  const ownId = useId();
  const id = givenId ?? ownId;
  const control = (
    <Radix.Root
      id={id}
      aria-describedby={hint ? `${id}-hint` : undefined}
      className={classNames(
        "relative h-5 w-9 shrink-0 before:absolute before:-inset-x-1 before:-inset-y-2 rounded-full border border-line-strong bg-sunken transition-colors",
        "data-[state=checked]:border-accent data-[state=checked]:bg-accent disabled:cursor-not-allowed disabled:opacity-50",
        label === undefined && className,
      )}
      {...rest}
    >
      <Radix.Thumb className="block size-3.5 translate-x-0.5 rounded-full bg-muted transition-transform data-[state=checked]:translate-x-[1.125rem] data-[state=checked]:bg-on-accent" />
    </Radix.Root>
  );
  if (label === undefined) return control;
  return (
    <div className={classNames("flex items-center justify-between gap-4", className)}>
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
      {control}
    </div>
  );
}
