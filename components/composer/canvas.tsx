"use client";

import { useDroppable } from "@dnd-kit/core";
import { SortableContext } from "@dnd-kit/sortable";
import { Plus } from "lucide-react";
import { memo } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { DropdownItem, DropdownMenu } from "@/components/ui/dropdown-menu";
import type { MediaItem } from "@/lib/media/media-item";
import type { Block, BlockKind, Message } from "@/lib/message/schema";
import { type BlockActions, BlockCard } from "./block-card";
import { blockKinds } from "./block-kinds";
import { ButtonsBlock } from "./buttons-block";
import { canvasId } from "./drop-place";
import { ImageBlock, type RenderMediaPicker } from "./image-block";
import { TextBlock } from "./text-block";
import type { VariableChoice } from "./variable-choices";

export interface CanvasActions extends BlockActions {
  add: (kind: BlockKind, index: number) => void;
  /** `field` names what was changed; null for a change that is a step of its own. */
  change: (block: Block, field: string | null) => void;
  turnInto: (blockId: string, kind: BlockKind) => void;
  newId: () => string;
}

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
  media: ReadonlyMap<string, MediaItem>;
  variables: readonly VariableChoice[];
  renderMediaPicker: RenderMediaPicker;
  actions: CanvasActions;
}

/** Blocks stay where they are while one is dragged; a line shows where it would land. */
const stayInPlace = () => null;

/** The message as it is composed, in the width of a conversation. */
export function Canvas(props: CanvasProps) {
  const { message, readOnly, full, gap, actions } = props;
  const { setNodeRef } = useDroppable({ id: canvasId });
  const { blocks } = message;
  return (
    <div ref={setNodeRef} className="mx-auto w-full max-w-120 pb-10">
      <SortableContext items={blocks} strategy={stayInPlace}>
        <ol aria-label="Message" className="space-y-3">
          {blocks.map((block, index) => (
            <BlockCard
              key={block.id}
              block={block}
              index={index}
              count={blocks.length}
              selected={props.selectedId === block.id}
              marked={props.markedIds.has(block.id)}
              readOnly={readOnly}
              problem={props.problems.get(block.id) ?? null}
              dropLine={gap === index ? "before" : gap === blocks.length && index === gap - 1 ? "after" : null}
              actions={actions}
            >
              <BlockBody
                block={block}
                label={`Text of block ${index + 1}`}
                selected={props.selectedId === block.id}
                readOnly={readOnly}
                autoFocus={props.focusId === block.id}
                media={(block.kind === "image" && block.mediaId && props.media.get(block.mediaId)) || null}
                variables={props.variables}
                renderMediaPicker={props.renderMediaPicker}
                actions={actions}
              />
            </BlockCard>
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
        </div>
      )}
      {!readOnly && (
        <div className="mt-3 flex justify-center">
          <DropdownMenu
            align="center"
            trigger={
              <Button variant="quiet" disabled={full}>
                <Plus /> Add block
              </Button>
            }
          >
            {blockKinds.map(({ kind, label, icon: Icon }) => (
              <DropdownItem key={kind} icon={<Icon />} onSelect={() => actions.add(kind, blocks.length)}>
                {label}
              </DropdownItem>
            ))}
          </DropdownMenu>
        </div>
      )}
    </div>
  );
}

interface BlockBodyProps {
  block: Block;
  label: string;
  selected: boolean;
  readOnly: boolean;
  autoFocus: boolean;
  media: MediaItem | null;
  variables: readonly VariableChoice[];
  renderMediaPicker: RenderMediaPicker;
  actions: CanvasActions;
}

/** Drawn again only when its own block changed: typing in one block leaves the others alone. */
const BlockBody = memo(function BlockBody(props: BlockBodyProps) {
  const { block, readOnly, autoFocus, actions } = props;
  switch (block.kind) {
    case "text":
      return (
        <TextBlock
          block={block}
          label={props.label}
          selected={props.selected}
          readOnly={readOnly}
          autoFocus={autoFocus}
          variables={props.variables}
          onChange={(changed) => actions.change(changed, "text")}
          onTurnInto={(kind) => actions.turnInto(block.id, kind)}
        />
      );
    case "image":
      return (
        <ImageBlock
          block={block}
          media={props.media}
          readOnly={readOnly}
          autoFocus={autoFocus}
          renderMediaPicker={props.renderMediaPicker}
          onChange={actions.change}
        />
      );
    case "buttons":
      return (
        <ButtonsBlock
          block={block}
          readOnly={readOnly}
          autoFocus={autoFocus}
          newId={actions.newId}
          onChange={actions.change}
        />
      );
  }
});
