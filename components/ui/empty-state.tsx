import type { ReactNode } from "react";
import { classNames } from "./class-names";

export interface EmptyStateProps {
  icon?: ReactNode;
  title: ReactNode;
  /** Why there is nothing, and what will be here. */
  description?: ReactNode;
  /** The next step, as a button or link. */
  action?: ReactNode;
  className?: string;
}

export function EmptyState({ icon, title, description, action, className }: EmptyStateProps) {
  return (
    <div className={classNames("flex flex-col items-center px-6 py-14 text-center", className)}>
      {icon && (
        <div className="mb-4 grid size-11 place-items-center rounded-xl border bg-sunken text-muted [&_svg]:size-5">
          {icon}
        </div>
      )}
      <h2 className="font-semibold text-lg">{title}</h2>
      {description && <p className="mt-1 max-w-md text-pretty text-muted">{description}</p>}
      {action && <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
