import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

const kinds = {
  info: { looks: "bg-sunken", icon: Info, mark: "text-muted", word: "Note" },
  warning: {
    looks: "bg-warning-soft border-warning/40",
    icon: TriangleAlert,
    mark: "text-warning-ink",
    word: "Warning",
  },
  blocker: {
    looks: "bg-danger-soft border-danger/40",
    icon: CircleAlert,
    mark: "text-danger-ink",
    word: "Must be fixed",
  },
} as const;

export interface CalloutProps {
  kind?: keyof typeof kinds;
  title?: ReactNode;
  /** A button or link with the remedy. */
  action?: ReactNode;
  className?: string;
  children?: ReactNode;
}

export function Callout({ kind = "info", title, action, className, children }: CalloutProps) {
  const { looks, icon: Icon, mark, word } = kinds[kind];
  return (
    <div className={classNames("flex gap-3 rounded-lg border px-3.5 py-3", looks, className)}>
      <Icon className={classNames("mt-0.5 size-4 shrink-0", mark)} aria-hidden />
      <div className="min-w-0 flex-1">
        <span className="sr-only">{word}: </span>
        {title && <p className="font-medium">{title}</p>}
        {children && <div className={title ? "text-muted" : undefined}>{children}</div>}
        {action && <div className="mt-2 flex flex-wrap gap-2">{action}</div>}
      </div>
    </div>
  );
}
