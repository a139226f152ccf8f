import type { ComponentProps } from "react";
import { classNames } from "./class-names";

/** The looks every one-line control shares. */
export const controlLooks =
  "w-full rounded-lg border border-line-strong bg-surface px-3 text-base text-ink placeholder:text-muted " +
  "transition-colors hover:border-muted focus-visible:outline-2 focus-visible:outline-offset-0 " +
  "disabled:cursor-not-allowed disabled:bg-sunken disabled:text-muted aria-invalid:border-danger aria-invalid:outline-danger";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input className={classNames(controlLooks, "h-9", className)} {...rest} />;
}
