"use client";

import { useSortable } from "@dnd-kit/sortable";
import {
  ArrowDown,
  ArrowUp,
  CircleAlert,
  Copy,
  Ellipsis,
  GripVertical,
  ListChecks,
  Trash2,
  TriangleAlert,
} from "lucide-react";
import type { KeyboardEvent, MouseEvent, ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { DropdownItem, DropdownMenu } from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import type { Block } from "@/lib/message/schema";
import { blockKindInfo } from "./block-kinds";
import type { MarkHow } from "./selection/use-marks";

export interface BlockActions {
  select: (blockId: string) => void;
  /** Selects it together with others. */
  mark: (blockId: string, how: MarkHow) => void;
  extend: (blockId: string, by: -1 | 1) => void;
  clearMarks: () => void;
  move: (blockId: string, toIndex: number) => void;
  duplicate: (blockId: string) => void;
  remove: (blockId: string) => void;
}

export interface BlockCardProps {
  block: Block;
  index: number;
  count: number;
  selected: boolean;
  /** Selected together with others. */
  marked: boolean;
  readOnly: boolean;
  /** A drop here would land before (or after) this block. */
  dropLine: "before" | "after" | null;
  problem: "blocker" | "warning" | null;
  actions: BlockActions;
  /** Beside what every block can do. */
  extra?: ReactNode;
  children: ReactNode;
}

/** The frame of a block: its handle, its place and what can be done with it. */
export function BlockCard({
  block,
  index,
  count,
  selected,
  marked,
  readOnly,
  dropLine,
  problem,
  actions,
  extra,
  children,
}: BlockCardProps) {
  const { label } = blockKindInfo(block.kind);
  const name = `${label}, block ${index + 1} of ${count}`;
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, isDragging } = useSortable({
    id: block.id,
    disabled: readOnly,
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (readOnly || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    const by = event.key === "ArrowUp" ? -1 : 1;
    if (event.altKey) actions.move(block.id, index + by);
    else if (event.shiftKey && isHandle(event.target)) actions.extend(block.id, by);
    else return;
    event.preventDefault();
  };
  /** How a click selects this block together with others; null for a click like any other. */
  const markHow = (event: MouseEvent): MarkHow | null => {
    if (readOnly || event.button !== 0) return null;
    // Within the block being edited Shift extends the selection of its text.
    if (event.shiftKey) return selected && !marked ? null : "range";
    return event.ctrlKey || event.metaKey ? "toggle" : null;
  };
  const swallow = (event: MouseEvent) => {
    if (markHow(event) === null) return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return (
    <li
      ref={setNodeRef}
      data-block={block.id}
      className="relative"
      onFocus={() => actions.select(block.id)}
      onPointerDownCapture={(event) => {
        const how = markHow(event);
        if (how === null) {
          actions.clearMarks();
          return;
        }
        swallow(event);
        actions.mark(block.id, how);
        if (event.currentTarget instanceof HTMLElement) handleIn(event.currentTarget)?.focus();
      }}
      // What the press would do to the text, and what a click would press.
      onMouseDownCapture={swallow}
      onClickCapture={swallow}
      onPointerDown={() => actions.select(block.id)}
      onKeyDown={onKeyDown}
    >
      {dropLine !== null && <DropLine side={dropLine} />}
      <section
        aria-label={marked ? `${name}, selected` : name}
        className={classNames(
          "group/card overflow-clip rounded-xl border bg-surface transition-[border-color,opacity]",
          selected || marked ? "border-accent" : "hover:border-line-strong",
          marked && "bg-accent-soft ring-1 ring-accent",
          isDragging && "opacity-40",
        )}
      >
        <div className="flex h-9 items-center gap-0.5 border-b pr-1 pl-1.5 text-muted text-sm">
          {!readOnly && (
            <button
              ref={setActivatorNodeRef}
              type="button"
              {...attributes}
              {...listeners}
              data-handle
              aria-label={`Drag ${name}`}
              className="grid size-7 cursor-grab touch-none place-items-center rounded-md hover:bg-hover active:cursor-grabbing"
            >
              <GripVertical className="size-4" aria-hidden />
            </button>
          )}
          <span className={classNames("font-medium", readOnly && "pl-2")}>{label}</span>
          {problem !== null && <ProblemMark severity={problem} />}
          {!readOnly && (
            <span className="ml-auto flex items-center">
              {extra}
              <IconButton
                label={`Move ${label} up`}
                disabled={index === 0}
                onClick={() => actions.move(block.id, index - 1)}
              >
                <ArrowUp />
              </IconButton>
              <IconButton
                label={`Move ${label} down`}
                disabled={index === count - 1}
                onClick={() => actions.move(block.id, index + 1)}
              >
                <ArrowDown />
              </IconButton>
              <DropdownMenu
                align="end"
                trigger={
                  <Button variant="quiet" size="sm" iconOnly aria-label={`More for ${name}`}>
                    <Ellipsis />
                  </Button>
                }
              >
                <DropdownItem icon={<Copy />} onSelect={() => actions.duplicate(block.id)}>
                  Duplicate
                </DropdownItem>
                <DropdownItem icon={<ListChecks />} onSelect={() => actions.mark(block.id, "toggle")}>
                  {marked ? "Take out of the selection" : "Select with others"}
                </DropdownItem>
                <DropdownItem danger icon={<Trash2 />} onSelect={() => actions.remove(block.id)}>
                  Delete
                </DropdownItem>
              </DropdownMenu>
            </span>
          )}
        </div>
        {children}
      </section>
    </li>
  );
}

function DropLine({ side }: { side: "before" | "after" }) {
  return (
    <div
      aria-hidden
      className={classNames(
        "pointer-events-none absolute inset-x-0 z-10 h-0.5 rounded-full bg-accent before:absolute before:top-1/2 before:-left-1 before:size-2.5 before:-translate-y-1/2 before:rounded-full before:bg-accent",
        side === "before" ? "-top-[7px]" : "-bottom-[7px]",
      )}
    />
  );
}

function ProblemMark({ severity }: { severity: "blocker" | "warning" }) {
  const [Icon, looks, words] =
    severity === "blocker"
      ? [CircleAlert, "text-danger-ink", "Must be fixed before sending"]
      : [TriangleAlert, "text-warning-ink", "Has a warning"];
  return (
    <span className={looks} title={words}>
      <Icon className="ml-1 size-3.5" aria-hidden />
      <span className="sr-only">{words}</span>
    </span>
  );
}

function handleIn(card: HTMLElement): HTMLElement | null {
  return card.querySelector<HTMLElement>("[data-handle]");
}

function isHandle(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.dataset.handle !== undefined;
}
