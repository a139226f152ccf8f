import type { ComponentProps } from "react";
import { classNames } from "./class-names";

/** A table that scrolls sideways on its own when the screen is narrow. Give it an aria-label or a caption. */
export function Table({ className, ...rest }: ComponentProps<"table">) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="relative w-full overflow-x-auto" tabIndex={0} aria-label={rest["aria-label"]}>
      <table className={classNames("w-full border-collapse text-left", className)} {...rest} />
    </section>
  );
}

export function TableHead({ className, ...rest }: ComponentProps<"thead">) {
  return <thead className={classNames("text-muted text-sm", className)} {...rest} />;
}

export function TableBody({ className, ...rest }: ComponentProps<"tbody">) {
  return <tbody className={classNames("divide-y", className)} {...rest} />;
}

export function TableRow({ className, ...rest }: ComponentProps<"tr">) {
  return <tr className={classNames("border-line", className)} {...rest} />;
}

interface CellProps {
  /** Right-aligned, for numbers. */
  numeric?: boolean;
}

export function TableHeader({ className, numeric = false, scope = "col", ...rest }: ComponentProps<"th"> & CellProps) {
  return (
    <th
      scope={scope}
      className={classNames(
        "h-9 whitespace-nowrap border-b px-3 font-medium first:pl-4 last:pr-4",
        numeric && "text-right",
        className,
      )}
      {...rest}
    />
  );
}

export function TableCell({ className, numeric = false, ...rest }: ComponentProps<"td"> & CellProps) {
  return (
    <td className={classNames("h-11 px-3 py-2 first:pl-4 last:pr-4", numeric && "text-right", className)} {...rest} />
  );
}
