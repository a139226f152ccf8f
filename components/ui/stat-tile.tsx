"use client";

import { Info } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { Tooltip } from "./tooltip";

export interface StatTileProps {
  label: string;
  value: ReactNode;
  /** Numerator and denominator, or "as of". */
  detail?: ReactNode;
  /** How the figure is counted, shown on hover and focus. */
  definition?: string;
  className?: string;
}

export function StatTile({ label, value, detail, definition, className }: StatTileProps) {
  return (
    <div className={classNames("min-w-0 rounded-xl border bg-surface px-4 py-3", className)}>
      <div className="flex items-center gap-1 text-muted text-sm">
        <span className="truncate">{label}</span>
        {definition && (
          <Tooltip content={definition}>
            <button
              type="button"
              aria-label={`What "${label}" means`}
              className="-my-0.5 grid size-6 shrink-0 place-items-center rounded-md"
            >
              <Info className="size-3.5" aria-hidden />
            </button>
          </Tooltip>
        )}
      </div>
      <div className="mt-0.5 font-semibold text-2xl tracking-tight">{value}</div>
      {detail && <div className="mt-0.5 text-muted text-sm">{detail}</div>}
    </div>
  );
}
