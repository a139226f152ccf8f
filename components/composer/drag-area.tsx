"use client";

import {
  type Announcements,
  DndContext,
  type DragEndEvent,
  type DragMoveEvent,
  DragOverlay,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { type ReactNode, useId, useMemo, useState } from "react";
import type { Message } from "@/lib/message/schema";
import { type BlockKindInfo, blockKindInfo, blockKinds } from "./block-kinds";
import type { CanvasActions } from "./canvas-block";
import { dropGap, indexAfterDrop, nearestBlock, paletteDragId, stepThrough } from "./drop-place";
import { useBlockIds } from "./use-block-ids";

export interface DragAreaProps {
  message: Message;
  actions: Pick<CanvasActions, "add" | "move">;
  disabled: boolean;
  /** Draws palette and canvas; `gap` is where a drop would land. */
  children: (gap: number | null) => ReactNode;
}

const pointerOptions = { activationConstraint: { distance: 6 } };

/** Dragging from the palette and within the message, with the pointer and with the keyboard. */
export function DragArea({ message, actions, disabled, children }: DragAreaProps) {
  const id = useId();
  const [dragged, setDragged] = useState<BlockKindInfo | null>(null);
  const [gap, setGap] = useState<number | null>(null);
  const ids = useBlockIds(message.blocks);
  // Other options would be another drag area for everything that can be dragged, and draw it anew.
  const sensors = useSensors(
    useSensor(PointerSensor, pointerOptions),
    useSensor(
      KeyboardSensor,
      useMemo(() => ({ coordinateGetter: stepThrough(ids) }), [ids]),
    ),
  );
  const infoOf = (dragId: string): BlockKindInfo | undefined => {
    const block = message.blocks.find((candidate) => candidate.id === dragId);
    return block ? blockKindInfo(block.kind) : blockKinds.find(({ kind }) => paletteDragId(kind) === dragId);
  };
  /** The gap a drop would fill; null where it would change nothing. */
  const usefulGap = (event: DragMoveEvent): number | null => {
    const found = dropGap(event, ids);
    const from = ids.indexOf(String(event.active.id));
    return found === null || (from !== -1 && indexAfterDrop(found, from) === null) ? null : found;
  };
  const end = (event: DragEndEvent) => {
    const found = usefulGap(event);
    const dragId = String(event.active.id);
    setDragged(null);
    setGap(null);
    if (found === null) return;
    const from = ids.indexOf(dragId);
    if (from !== -1) actions.move(dragId, indexAfterDrop(found, from) ?? from);
    else {
      const kind = infoOf(dragId)?.kind;
      if (kind !== undefined) actions.add(kind, found);
    }
  };
  const follow = (event: DragMoveEvent) => setGap(usefulGap(event));
  const placeOf = (dragId: string | number | undefined) => ids.indexOf(String(dragId)) + 1;
  const announcements: Announcements = {
    onDragStart: ({ active }) => `Picked up the ${infoOf(String(active.id))?.label} block.`,
    onDragOver: ({ over }) =>
      over && placeOf(over.id) > 0 ? `Over block ${placeOf(over.id)} of ${ids.length}.` : "Not over the message.",
    onDragEnd: ({ active, over }) =>
      over && placeOf(over.id) > 0
        ? `Dropped the ${infoOf(String(active.id))?.label} block at place ${placeOf(over.id)} of ${ids.length}.`
        : "Dropped.",
    onDragCancel: () => "Moving was cancelled; the block is where it was.",
  };
  if (disabled) return <>{children(null)}</>;
  return (
    <DndContext
      id={id}
      sensors={sensors}
      collisionDetection={nearestBlock}
      accessibility={{
        announcements,
        screenReaderInstructions: {
          draggable:
            "Press space to pick up the block, the arrow keys to move it, space to drop it and escape to cancel. Alt with an arrow key moves it at once.",
        },
      }}
      onDragStart={({ active }) => setDragged(infoOf(String(active.id)) ?? null)}
      onDragMove={follow}
      onDragOver={follow}
      onDragEnd={end}
      onDragCancel={() => {
        setDragged(null);
        setGap(null);
      }}
    >
      {children(gap)}
      <DragOverlay dropAnimation={null}>
        {dragged !== null && (
          <div className="flex w-fit items-center gap-2.5 rounded-lg border border-accent bg-raised px-3 py-2.5 font-medium shadow-float">
            <dragged.icon className="size-4 text-muted" aria-hidden />
            {dragged.label}
          </div>
        )}
      </DragOverlay>
    </DndContext>
  );
}
