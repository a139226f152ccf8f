"use client";

import { ToggleGroup } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

export interface SegmentedProps<Value extends string> {
  /** Names the group for screen readers. */
  label: string;
  options: readonly { value: Value; label: ReactNode; ariaLabel?: string; disabled?: boolean }[];
  value: Value;
  onValueChange: (value: Value) => void;
  size?: "sm" | "md";
  className?: string;
}

/** Two to five choices side by side, of which exactly one holds. */
export function Segmented<Value extends string>({
  label,
  options,
  value,
  onValueChange,
  size = "md",
  className,
}: SegmentedProps<Value>) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        const chosen = options.find((option) => option.value === next);
        if (chosen) onValueChange(chosen.value);
      }}
      className={classNames(
        "inline-flex max-w-full rounded-lg border bg-sunken p-0.5",
        // What can be scrolled must be reached by keyboard, and nothing here can when all of it is off.
        options.every(({ disabled }) => disabled) ? "flex-wrap" : "overflow-x-auto",
        className,
      )}
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          aria-label={option.ariaLabel}
          disabled={option.disabled}
          className={classNames(
            "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border border-transparent px-3 text-muted transition-colors hover:text-ink",
            "data-[state=on]:border-line data-[state=on]:bg-raised data-[state=on]:font-medium data-[state=on]:text-ink",
            "disabled:cursor-not-allowed disabled:opacity-50 [&_svg]:size-4",
            size === "sm" ? "h-6.5 text-sm" : "h-8",
          )}
        >
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
