import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { classNames } from "./class-names";
import { controlLooks } from "./input";

/** The browser's own list, with `<option>` and `<optgroup>` children: best on phones and for screen readers. */
export function Select({ className, children, ...rest }: ComponentProps<"select">) {
  return (
    <span className={classNames("relative block w-full", className)}>
      <select className={classNames(controlLooks, "h-9 appearance-none truncate pr-9")} {...rest}>
        {children}
      </select>
      <ChevronDown className="pointer-events-none absolute top-2.5 right-3 size-4 text-muted" aria-hidden />
    </span>
  );
}
