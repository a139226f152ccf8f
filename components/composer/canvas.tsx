"use client";

import { useDroppable } from "@dnd-kit/core";
import { SortableContext } from "@dnd-kit/sortable";
import { Plus } from "lucide-react";
import { Fragment, memo, type ReactNode, useEffect, useMemo, useRef } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { DropdownItem, DropdownLabel, DropdownMenu } from "@/components/ui/dropdown-menu";
import type { ChannelId } from "@/lib/channels/ids";
import type { Block, BlockKind, BlockVariant, Message } from "@/lib/message/schema";
import { type BlockActions, BlockCard } from "./block-card";
import { blockGroups } from "./block-kinds";
import type { EditorTools } from "./blocks/block-editor";
import { editorOf } from "./blocks/registry";
import { canvasId } from "./drop-place";
import { BlockVersions } from "./variants/block-versions";
import { DifferentOn } from "./variants/different-on";
import type { VariantActions } from "./variants/use-variants";

export interface CanvasActions extends BlockActions {
  add: (kind: BlockKind, index: number) => void;
  /** `field` names what was changed; null for a change that is a step of its own. */
  change: (block: Block, field: string | null) => void;
  turnInto: (blockId: string, kind: BlockKind) => void;
  variants: VariantActions;
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
              extra={
                <DifferentOn
                  place={`block ${index + 1}`}
                  variants={variantsOf.get(block.id) ?? noVariants}
                  language={props.language}
                  selected={props.selectedId === block.id}
                  onStart={(channel) => actions.variants.start(block.id, { channel, language: props.language })}
                />
              }
            >
              <BlockVersions
                block={block}
                place={`block ${index + 1}`}
                variants={variantsOf.get(block.id) ?? noVariants}
                language={props.language}
                channel={props.channelOf.get(block.id) ?? null}
                readOnly={readOnly}
                isWorded={editorOf(block.kind).isWorded}
                actions={actions.variants}
                onTurnInto={actions.turnInto}
                renderEditor={(edited, place, isReadOnly) => (
                  <BlockBody
                    // A version is another block: its editor must not take up the text of the other.
                    key={edited.id}
                    block={edited}
                    place={place}
                    selected={props.selectedId === block.id}
                    readOnly={isReadOnly}
                    autoFocus={props.focusId === edited.id && !isReadOnly}
                    tools={props.tools}
                    actions={actions}
                  />
                )}
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
          {!readOnly && props.start && <div className="mt-4">{props.start}</div>}
        </div>
      )}
      {!readOnly && (
        <div className="mt-3 flex justify-center">
          <DropdownMenu
            align="center"
            className="w-96 max-w-[calc(100vw-1.5rem)]"
            trigger={
              <Button variant="quiet" disabled={full}>
                <Plus /> Add block
              </Button>
            }
          >
            {blockGroups.map(({ name, kinds }) => (
              <Fragment key={name}>
                <DropdownLabel>{name}</DropdownLabel>
                {kinds.map(({ kind, label, hint, icon: Icon }) => (
                  <DropdownItem key={kind} icon={<Icon />} onSelect={() => actions.add(kind, blocks.length)}>
                    <span className="shrink-0">{label}</span>
                    <span className="ml-auto min-w-0 truncate pl-4 text-muted text-xs">{hint}</span>
                  </DropdownItem>
                ))}
              </Fragment>
            ))}
          </DropdownMenu>
        </div>
      )}
    </div>
  );
}

interface BlockBodyProps {
  block: Block;
  place: string;
  selected: boolean;
  readOnly: boolean;
  autoFocus: boolean;
  tools: EditorTools;
  actions: CanvasActions;
}

/** Drawn again only when its own block changed: typing in one block leaves the others alone. */
const BlockBody = memo(function BlockBody({ block, autoFocus, tools, actions, ...rest }: BlockBodyProps) {
  const { Editor } = editorOf(block.kind);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!autoFocus || root.current?.contains(document.activeElement)) return;
    root.current?.querySelector<HTMLElement>("input, textarea, select, button")?.focus();
  }, [autoFocus]);
  return (
    <div ref={root}>
      <Editor
        {...rest}
        block={block}
        autoFocus={autoFocus}
        tools={tools}
        onChange={actions.change}
        onTurnInto={(kind) => actions.turnInto(block.id, kind)}
      />
    </div>
  );
});
