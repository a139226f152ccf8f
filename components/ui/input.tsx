import type { ComponentProps } from "react";
import { classNames } from "./class-names";

/** The looks every one-line control shares. */
export const controlLooks =
  "w-full rounded-lg border border-line-strong bg-surface px-3 text-base text-ink placeholder:text-muted " +
  "transition-colors hover:border-muted focus-visible:outline-2 focus-visible:outline-offset-0 " +
  "disabled:cursor-not-allowed disabled:bg-sunken disabled:text-muted aria-invalid:border-danger aria-invalid:outline-danger";

/** The button inside a field for a file. */
const fileLooks =
  "py-[5px] pl-1.5 file:mr-2.5 file:h-6 file:cursor-pointer file:rounded-md file:border file:border-line-strong/60 file:border-solid " +
  "file:bg-surface file:px-2 file:font-medium file:text-ink file:text-sm hover:file:bg-hover";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  const { type = "text" } = rest;
  return (
    <input
      // Names and words in whatever script run the way they are read.
      dir={type === "text" || type === "search" ? "auto" : undefined}
      className={classNames(controlLooks, "h-9", type === "file" && fileLooks, className)}
      {...rest}
    />
  );
}
