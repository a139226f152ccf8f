"use client";

import { ArrowDown, ArrowUp, ClipboardCopy, Copy, Trash2, X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";

export interface SelectionBarProps {
  count: number;
  onDuplicate: () => void;
  onCopy: () => void;
  onMove: (by: -1 | 1) => void;
  onDelete: () => void;
  onClear: () => void;
}

/** What can be done with the blocks that are selected together. */
export function SelectionBar({ count, onDuplicate, onCopy, onMove, onDelete, onClear }: SelectionBarProps) {
  return (
    <section
      aria-label="Selected blocks"
      className="sticky bottom-3 z-20 mx-auto mt-3 flex w-fit max-w-full flex-wrap items-center justify-center gap-1 rounded-xl border bg-raised p-1.5 shadow-float"
    >
      <p className="px-2 font-medium text-sm">
        {count} {count === 1 ? "block" : "blocks"} selected
      </p>
      <Tool label="Duplicate" icon={<Copy />} onClick={onDuplicate} />
      <Tool label="Copy" keys="Ctrl+C" icon={<ClipboardCopy />} onClick={onCopy} />
      <Tool label="Move up" wordless icon={<ArrowUp />} onClick={() => onMove(-1)} />
      <Tool label="Move down" wordless icon={<ArrowDown />} onClick={() => onMove(1)} />
      <Tool label="Delete" keys="Delete" icon={<Trash2 />} onClick={onDelete} />
      <Button variant="quiet" size="sm" iconOnly aria-label="Clear the selection" title="Escape" onClick={onClear}>
        <X />
      </Button>
    </section>
  );
}

/** With its word where there is room for all of them in one row, else as its sign alone. */
function Tool({
  label,
  keys,
  wordless = false,
  icon,
  onClick,
}: {
  label: string;
  keys?: string;
  /** The sign alone on every screen. */
  wordless?: boolean;
  icon: ReactNode;
  onClick: () => void;
}) {
  return (
    <Button
      variant="quiet"
      size="sm"
      title={keys === undefined ? label : `${label} (${keys})`}
      className={wordless ? "px-1.5" : "max-sm:px-1.5"}
      onClick={onClick}
    >
      {icon} <span className={wordless ? "sr-only" : "max-sm:sr-only"}>{label}</span>
    </Button>
  );
}
