import { type CollisionDetection, closestCenter, type DragMoveEvent } from "@dnd-kit/core";
import type { BlockKind } from "@/lib/message/schema";

/** What is being dragged: a block of the message, or a kind from the palette. */
export type Dragged = { from: "canvas"; blockId: string } | { from: "palette"; kind: BlockKind };

const paletteId = "palette:";
export const canvasId = "canvas";

export function paletteDragId(kind: BlockKind): string {
  return `${paletteId}${kind}`;
}

/** The nearest block by the pointer's height, which is where the line is drawn; by keyboard the nearest centre. */
export const nearestBlock: CollisionDetection = (args) => {
  const { pointerCoordinates, droppableContainers, droppableRects } = args;
  if (pointerCoordinates === null) {
    return closestCenter({ ...args, droppableContainers: droppableContainers.filter(({ id }) => id !== canvasId) });
  }
  const canvas = droppableRects.get(canvasId);
  const { x, y } = pointerCoordinates;
  if (canvas === undefined || x < canvas.left - 48 || x > canvas.right + 48) return [];
  const found = droppableContainers
    .flatMap((container) => {
      const rect = container.id === canvasId ? undefined : droppableRects.get(container.id);
      if (rect === undefined) return [];
      return [{ id: container.id, distance: Math.max(rect.top - y, y - rect.bottom, 0) }];
    })
    .sort((one, other) => one.distance - other.distance);
  return [{ id: found[0]?.id ?? canvasId }];
};

/** Before which block a drop would land, 0..n; null where it would do nothing. */
export function dropGap(
  event: Pick<DragMoveEvent, "over" | "active" | "activatorEvent" | "delta">,
  blockIds: string[],
): number | null {
  const { over, active, activatorEvent, delta } = event;
  if (over === null) return null;
  if (over.id === canvasId) return blockIds.length;
  const overIndex = blockIds.indexOf(String(over.id));
  if (overIndex === -1) return null;
  if (activatorEvent instanceof PointerEvent) {
    const pointerY = activatorEvent.clientY + delta.y;
    return pointerY > over.rect.top + over.rect.height / 2 ? overIndex + 1 : overIndex;
  }
  const activeIndex = blockIds.indexOf(String(active.id));
  return activeIndex !== -1 && activeIndex < overIndex ? overIndex + 1 : overIndex;
}

/** The index a block ends up at when it is dropped into a gap; null when that is where it is. */
export function indexAfterDrop(gap: number, activeIndex: number): number | null {
  const index = gap > activeIndex ? gap - 1 : gap;
  return index === activeIndex ? null : index;
}
