import type { CollisionDetection, DragMoveEvent, KeyboardCoordinateGetter } from "@dnd-kit/core";
import type { BlockKind } from "@/lib/message/schema";

const paletteId = "palette:";
export const canvasId = "canvas";
/** How far beside the message a drop still counts. */
const besidePx = 48;

export function paletteDragId(kind: BlockKind): string {
  return `${paletteId}${kind}`;
}

/** The block nearest to the height of the pointer, or of the dragged piece when it is moved by keyboard. */
export const nearestBlock: CollisionDetection = ({
  pointerCoordinates,
  collisionRect,
  droppableContainers,
  droppableRects,
}) => {
  const canvas = droppableRects.get(canvasId);
  if (canvas === undefined) return [];
  if (pointerCoordinates !== null) {
    const { x } = pointerCoordinates;
    if (x < canvas.left - besidePx || x > canvas.right + besidePx) return [];
  }
  const [nearest] = droppableContainers
    .flatMap(({ id }) => {
      const rect = id === canvasId ? undefined : droppableRects.get(id);
      if (rect === undefined) return [];
      const y = pointerCoordinates?.y;
      const distance =
        y === undefined ? Math.abs(rect.top - collisionRect.top) : Math.max(rect.top - y, y - rect.bottom, 0);
      return [{ id, distance }];
    })
    .sort((one, other) => one.distance - other.distance);
  return [{ id: nearest?.id ?? canvasId }];
};

/** Arrow keys step from block to block, whatever their heights. */
export function stepThrough(blockIds: readonly string[]): KeyboardCoordinateGetter {
  return (event, { active, context }) => {
    const by = event.code === "ArrowDown" ? 1 : event.code === "ArrowUp" ? -1 : 0;
    const next = blockIds[blockIds.indexOf(String(context.over?.id ?? active)) + by];
    const rect = next === undefined ? undefined : context.droppableRects.get(next);
    if (by === 0 || rect === undefined) return undefined;
    event.preventDefault();
    return { x: rect.left, y: rect.top };
  };
}

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
