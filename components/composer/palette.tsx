"use client";

import { useDraggable } from "@dnd-kit/core";
import { memo } from "react";
import { classNames } from "@/components/ui/class-names";
import type { BlockKind } from "@/lib/message/schema";
import { type BlockKindInfo, blockGroups } from "./block-kinds";
import { paletteDragId } from "./drop-place";

/** Blocks to add: by click at the end or after the selected one, or dragged to their place. */
export const Palette = memo(function Palette({ full, onAdd }: { full: boolean; onAdd: (kind: BlockKind) => void }) {
  return (
    <section aria-label="Blocks to add" className="md:sticky md:top-14 md:self-start">
      <h2 className="mb-2 font-medium text-muted text-sm max-md:sr-only">Add a block</h2>
      {/* Relative: the headings for screen readers stay inside what scrolls, and widen no page. */}
      <div className="relative flex gap-2 max-md:-mx-4 max-md:overflow-x-auto max-md:px-4 max-md:py-0.5 md:max-h-[calc(100dvh-7rem)] md:flex-col md:gap-3 md:overflow-y-auto md:pb-2">
        {blockGroups.map(({ name, kinds }) => (
          <section key={name} aria-label={name}>
            <h3 className="mb-1 text-muted text-xs max-md:sr-only">{name}</h3>
            <ul className="flex gap-1.5 md:flex-col md:gap-1">
              {kinds.map((info) => (
                <li key={info.kind}>
                  <PaletteItem info={info} full={full} onAdd={onAdd} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      {full && <p className="mt-2 text-muted text-sm">This message has as many blocks as one may have.</p>}
    </section>
  );
});

function PaletteItem({ info, full, onAdd }: { info: BlockKindInfo; full: boolean; onAdd: (kind: BlockKind) => void }) {
  const { kind, label, hint, icon: Icon } = info;
  const { setNodeRef, listeners, isDragging } = useDraggable({ id: paletteDragId(kind), disabled: full });
  return (
    <button
      ref={setNodeRef}
      type="button"
      disabled={full}
      title={hint}
      aria-label={`Add ${label} block`}
      // Only the pointer drags from here; by keyboard the button adds at once.
      onPointerDown={(event) => listeners?.onPointerDown?.(event)}
      onClick={() => onAdd(kind)}
      className={classNames(
        "flex w-full items-center gap-2 rounded-lg border bg-surface px-2.5 py-1.5 text-left transition-colors hover:border-line-strong max-md:whitespace-nowrap max-md:py-2.5",
        "disabled:cursor-not-allowed disabled:opacity-50",
        isDragging && "opacity-50",
      )}
    >
      <Icon className="size-4 shrink-0 text-muted" aria-hidden />
      <span className="font-medium">{label}</span>
    </button>
  );
}
