"use client";

import { type RefObject, useMemo } from "react";
import { duplicateBlock } from "@/lib/message/edit/duplicate-block";
import { insertBlock } from "@/lib/message/edit/insert-block";
import { moveBlock } from "@/lib/message/edit/move-block";
import { newBlock } from "@/lib/message/edit/new-block";
import { removeBlock } from "@/lib/message/edit/remove-block";
import { replaceBlock } from "@/lib/message/edit/replace-block";
import type { Message } from "@/lib/message/schema";
import { blockKindInfo } from "./block-kinds";
import type { CanvasActions } from "./canvas-block";
import { focusBlock } from "./focus-block";

export interface CanvasActionsInput
  extends Pick<CanvasActions, "select" | "mark" | "extend" | "clearMarks" | "variants"> {
  root: RefObject<HTMLElement | null>;
  timeZone: string;
  newId: () => string;
  messageNow: () => Message;
  /** `mergeKey` names what was changed; null for a change that is a step of its own. */
  change: (verb: (message: Message) => Message, mergeKey: string | null) => void;
  selectNone: () => void;
  /** Gives the focus to a block as soon as it is drawn. */
  focus: (blockId: string) => void;
  say: (sentence: string) => void;
}

/** What can be done with blocks, each said aloud. The same object until an input changes: it is handed to every block. */
export function useCanvasActions(input: CanvasActionsInput): CanvasActions {
  const { root, timeZone, newId, messageNow, change, select, selectNone, focus, say } = input;
  const { mark, extend, clearMarks, variants } = input;
  return useMemo(() => {
    const edit = (verb: (message: Message) => Message) => change(verb, null);
    const nameOf = (blockId: string) => {
      const block = messageNow().blocks.find(({ id }) => id === blockId);
      return block ? blockKindInfo(block.kind).label : "Block";
    };
    return {
      ...{ select, mark, extend, clearMarks, variants },
      add: (kind, index) => {
        const block = newBlock(kind, newId, timeZone);
        edit((before) => insertBlock(before, block, index));
        select(block.id);
        focus(block.id);
        say(`${blockKindInfo(kind).label} block added.`);
      },
      move: (blockId, toIndex) => {
        const before = messageNow();
        edit((current) => moveBlock(current, blockId, toIndex));
        const { blocks } = messageNow();
        if (before.blocks === blocks) return;
        const place = blocks.findIndex(({ id }) => id === blockId) + 1;
        say(`${nameOf(blockId)} block is now block ${place} of ${blocks.length}.`);
      },
      duplicate: (blockId) => {
        edit((current) => duplicateBlock(current, blockId, newId));
        say(`${nameOf(blockId)} block duplicated.`);
      },
      remove: (blockId) => {
        const { blocks } = messageNow();
        const index = blocks.findIndex(({ id }) => id === blockId);
        const neighbour = blocks[index + 1] ?? blocks[index - 1];
        say(`${nameOf(blockId)} block deleted. Press Ctrl+Z to get it back.`);
        edit((current) => removeBlock(current, blockId));
        if (neighbour === undefined) return selectNone();
        select(neighbour.id);
        focusBlock(root.current, neighbour.id);
      },
      change: (block, field) => change((current) => replaceBlock(current, block), field && `${block.id}.${field}`),
      turnInto: (blockId, kind) => {
        // Under the same id: what stands in for it on a channel or in a language still does.
        edit((current) => replaceBlock(current, { ...newBlock(kind, newId, timeZone), id: blockId }));
        focus(blockId);
        say(`The block is now of the kind ${blockKindInfo(kind).label}.`);
      },
    };
  }, [root, timeZone, newId, messageNow, change, select, selectNone, focus, say, mark, extend, clearMarks, variants]);
}
