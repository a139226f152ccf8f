import type { ReactNode } from "react";
import { classNames } from "./class-names";

export interface CardProps {
  title?: ReactNode;
  description?: ReactNode;
  /** Buttons or links on the right of the title. */
  actions?: ReactNode;
  footer?: ReactNode;
  /** No padding around the content: for tables and lists that reach the border. */
  flush?: boolean;
  className?: string;
  children?: ReactNode;
}

export function Card({ title, description, actions, footer, flush = false, className, children }: CardProps) {
  const hasHead = title !== undefined || actions !== undefined;
  return (
    <section className={classNames("min-w-0 overflow-clip rounded-xl border bg-surface", className)}>
      {hasHead && (
        <div
          className={classNames(
            "flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-4",
            flush && "pb-3",
          )}
        >
          <div className="min-w-0">
            {title !== undefined && <h2 className="font-semibold text-lg">{title}</h2>}
            {description && <p className="mt-0.5 text-muted">{description}</p>}
          </div>
          {actions}
        </div>
      )}
      {children !== undefined && <div className={flush ? undefined : "p-4"}>{children}</div>}
      {footer && <div className="flex flex-wrap items-center justify-end gap-2 border-t px-4 py-3">{footer}</div>}
    </section>
  );
}
