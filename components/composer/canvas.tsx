"use client";

import { useDroppable } from "@dnd-kit/core";
import { SortableContext } from "@dnd-kit/sortable";
import { type ReactNode, useMemo } from "react";
import { classNames } from "@/components/ui/class-names";
import type { ChannelId } from "@/lib/channels/ids";
import type { BlockVariant, Message } from "@/lib/message/schema";
import { AddBlockMenu } from "./add-block-menu";
import type { EditorTools } from "./blocks/block-editor";
import { type CanvasActions, CanvasBlock } from "./canvas-block";
import { canvasId } from "./drop-place";
import { useBlockIds } from "./use-block-ids";

export interface CanvasProps {
  message: Message;
  selectedId: string | null;
  /** Blocks that are selected together. */
  markedIds: ReadonlySet<string>;
  /** The block that has just been added and takes the focus. */
  focusId: string | null;
  readOnly: boolean;
  full: boolean;
  /** Before which block a drop would land; null while nothing is dragged. */
  gap: number | null;
  problems: ReadonlyMap<string, "blocker" | "warning">;
  tools: EditorTools;
  /** The language being edited; null for the workspace's own. */
  language: string | null;
  /** Which channel's version of a block is shown; absent for the one for all. */
  channelOf: ReadonlyMap<string, ChannelId>;
  actions: CanvasActions;
  /** Another way to begin, offered while the message is empty. */
  start?: ReactNode;
}

const noVariants: BlockVariant[] = [];

/** Blocks stay where they are while one is dragged; a line shows where it would land. */
const stayInPlace = () => null;

/** The message as it is composed, in the width of a conversation. */
export function Canvas(props: CanvasProps) {
  const { message, readOnly, full, gap, actions } = props;
  const { setNodeRef } = useDroppable({ id: canvasId });
  const { blocks } = message;
  const ids = useBlockIds(blocks);
  const variantsOf = useMemo(() => {
    const grouped = new Map<string, BlockVariant[]>();
    for (const variant of message.variants ?? []) {
      grouped.set(variant.of, [...(grouped.get(variant.of) ?? []), variant]);
    }
    return grouped;
  }, [message.variants]);
  return (
    <div
      ref={setNodeRef}
      className={classNames("mx-auto w-full pb-10", props.language === null ? "max-w-120" : "max-w-240")}
    >
      <SortableContext items={ids} strategy={stayInPlace}>
        <ol aria-label="Message" className="space-y-3">
          {blocks.map((block, index) => (
            <CanvasBlock
              key={block.id}
              block={block}
              index={index}
              count={blocks.length}
              selected={props.selectedId === block.id}
              marked={props.markedIds.has(block.id)}
              focusId={props.focusId}
              readOnly={readOnly}
              problem={props.problems.get(block.id) ?? null}
              dropLine={gap === index ? "before" : gap === blocks.length && index === gap - 1 ? "after" : null}
              variants={variantsOf.get(block.id) ?? noVariants}
              language={props.language}
              channel={props.channelOf.get(block.id) ?? null}
              tools={props.tools}
              actions={actions}
            />
          ))}
        </ol>
      </SortableContext>
      {blocks.length === 0 && (
        <div
          className={classNames(
            "rounded-xl border border-dashed px-6 py-12 text-center",
            gap !== null && "border-accent bg-accent-soft",
          )}
        >
          <p className="font-medium">{readOnly ? "This message is empty" : "Start your message"}</p>
          {!readOnly && (
            <p className="mt-1 text-muted">Drag a block here, or add one below. Previews follow as you write.</p>
          )}
          {!readOnly && props.start && <div className="mt-4">{props.start}</div>}
        </div>
      )}
      {!readOnly && <AddBlockMenu full={full} count={blocks.length} actions={actions} />}
    </div>
  );
}
