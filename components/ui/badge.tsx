import type { ComponentProps } from "react";
import { classNames } from "./class-names";

const tones = {
  neutral: "bg-sunken text-muted border-line",
  accent: "bg-accent-soft text-accent-ink border-transparent",
  good: "bg-good-soft text-good-ink border-transparent",
  warning: "bg-warning-soft text-warning-ink border-transparent",
  danger: "bg-danger-soft text-danger-ink border-transparent",
} as const;

export interface BadgeProps extends ComponentProps<"span"> {
  /** Green only for what is proven good. */
  tone?: keyof typeof tones;
}

export function Badge({ tone = "neutral", className, ...rest }: BadgeProps) {
  return (
    <span
      className={classNames(
        "inline-flex h-5.5 items-center gap-1 whitespace-nowrap rounded-md border px-1.5 font-medium text-xs [&_svg]:size-3",
        tones[tone],
        className,
      )}
      {...rest}
    />
  );
}
