"use client";

import { memo, useEffect, useRef } from "react";
import type { ChannelId } from "@/lib/channels/ids";
import type { Block, BlockKind, BlockVariant } from "@/lib/message/schema";
import { type BlockActions, BlockCard, type BlockCardProps } from "./block-card";
import type { EditorTools } from "./blocks/block-editor";
import { editorOf } from "./blocks/registry";
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

export interface CanvasBlockProps extends Omit<BlockCardProps, "actions" | "extra" | "children"> {
  /** The block that has just been added and takes the focus. */
  focusId: string | null;
  /** Its versions. */
  variants: readonly BlockVariant[];
  /** The language being edited; null for the workspace's own. */
  language: string | null;
  /** Which channel's version is shown; null for the one for all. */
  channel: ChannelId | null;
  tools: EditorTools;
  actions: CanvasActions;
}

/**
 * A block with all that can be done with it. Drawn again only when something of its own changed: typing in one block
 * leaves the others alone.
 */
export const CanvasBlock = memo(function CanvasBlock(props: CanvasBlockProps) {
  const { focusId, variants, language, channel, tools, ...card } = props;
  const { block, index, selected, actions } = card;
  const place = `block ${index + 1}`;
  return (
    <BlockCard
      {...card}
      extra={
        <DifferentOn
          place={place}
          variants={variants}
          language={language}
          selected={selected}
          onStart={(started) => actions.variants.start(block.id, { channel: started, language })}
        />
      }
    >
      <BlockVersions
        block={block}
        place={place}
        variants={variants}
        language={language}
        channel={channel}
        readOnly={card.readOnly}
        isWorded={editorOf(block.kind).isWorded}
        actions={actions.variants}
        onTurnInto={actions.turnInto}
        renderEditor={(edited, editorPlace, isReadOnly) => (
          <BlockBody
            // A version is another block: its editor must not take up the text of the other.
            key={edited.id}
            block={edited}
            place={editorPlace}
            selected={selected}
            readOnly={isReadOnly}
            autoFocus={focusId === edited.id && !isReadOnly}
            tools={tools}
            actions={actions}
          />
        )}
      />
    </BlockCard>
  );
});

interface BlockBodyProps {
  block: Block;
  place: string;
  selected: boolean;
  readOnly: boolean;
  autoFocus: boolean;
  tools: EditorTools;
  actions: CanvasActions;
}

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
