"use client";

import { type KeyboardEvent, type ReactNode, type RefObject, useCallback } from "react";
import { toast } from "@/components/ui/toaster";
import type { MediaItem } from "@/lib/media/media-item";
import { withOnlyMedia } from "@/lib/message/block-clipboard";
import { duplicateBlocks } from "@/lib/message/edit/duplicate-blocks";
import { moveBlocks } from "@/lib/message/edit/move-blocks";
import { partOfMessage } from "@/lib/message/edit/part-of-message";
import { pasteBlocks } from "@/lib/message/edit/paste-blocks";
import { removeBlocks } from "@/lib/message/edit/remove-blocks";
import { mediaOf } from "@/lib/message/media-of";
import { type Block, blocksMax, type Message } from "@/lib/message/schema";
import { isEditable } from "./is-editable";
import { SelectionBar } from "./selection-bar";
import { useBlockClipboard } from "./use-block-clipboard";
import { type MarkHow, useMarks } from "./use-marks";

/** Finds uploaded files of this workspace; those of another are not among the answers. */
export type FindMedia = (mediaIds: readonly string[]) => Promise<MediaItem[]>;

export interface SelectionInput {
  root: RefObject<HTMLElement | null>;
  /** False where the message cannot be changed. */
  enabled: boolean;
  message: Message;
  messageNow: () => Message;
  /** The block that is being edited. */
  current: string | null;
  select: (blockId: string | null) => void;
  edit: (verb: (message: Message) => Message) => void;
  focus: (blockId: string) => void;
  say: (sentence: string) => void;
  newId: () => string;
  findMedia: FindMedia;
  onMediaFound: (item: MediaItem) => void;
}

export interface Selection {
  ids: ReadonlySet<string>;
  mark: (blockId: string, how: MarkHow) => void;
  /** From a block's handle one further, up or down. */
  extend: (blockId: string, by: -1 | 1) => void;
  clear: () => void;
  /** True when the key was meant for the selection. */
  onKeyDown: (event: KeyboardEvent) => boolean;
  bar: ReactNode;
}

const counted = (count: number) => (count === 1 ? "1 block" : `${count} blocks`);

/** Several blocks at once: selected by mouse and keyboard, moved, copied, deleted, and pasted in any campaign. */
export function useSelection(input: SelectionInput): Selection {
  const { message, messageNow, edit, say, focus } = input;
  const marks = useMarks(message.blocks, input.current);
  const { ids, clear } = marks;
  const setMark = marks.mark;

  const mark = useCallback(
    (blockId: string, how: MarkHow) => setMark(blockId, how, messageNow().blocks),
    [setMark, messageNow],
  );
  const extend = useCallback(
    (blockId: string, by: -1 | 1) => {
      const { blocks } = messageNow();
      const next = blocks[blocks.findIndex(({ id }) => id === blockId) + by];
      if (next === undefined) return;
      setMark(next.id, "range", blocks);
      focus(next.id);
    },
    [setMark, messageNow, focus],
  );

  const remove = (gone: ReadonlySet<string>, sentence: string) => {
    const { blocks } = messageNow();
    const last = blocks.findLastIndex(({ id }) => gone.has(id));
    const isLeft = ({ id }: Block) => !gone.has(id);
    const neighbour = blocks.slice(last).find(isLeft) ?? blocks.slice(0, last).findLast(isLeft);
    edit((before) => removeBlocks(before, gone));
    clear();
    input.select(neighbour?.id ?? null);
    if (neighbour) focus(neighbour.id);
    say(sentence);
  };
  const removeMarked = () =>
    remove(ids, `${counted(ids.size)} deleted. Press Ctrl+Z to get ${ids.size === 1 ? "it" : "them"} back.`);
  const duplicate = () => {
    const before = messageNow();
    edit((current) => duplicateBlocks(current, ids, input.newId));
    if (messageNow() === before) tooMany(before, ids.size);
    else say(`${counted(ids.size)} duplicated.`);
  };
  const move = (by: -1 | 1) => {
    edit((current) => moveBlocks(current, ids, by));
    say(`${counted(ids.size)} moved ${by === -1 ? "up" : "down"}.`);
  };

  const paste = async (pasted: Message) => {
    const mediaIds = mediaOf([pasted]);
    let part = pasted;
    if (mediaIds.length > 0) {
      const found = await input.findMedia(mediaIds).catch(() => null);
      if (found === null) {
        toast.error("The server did not answer, so nothing was pasted. Check your connection and paste again.");
        return;
      }
      for (const item of found) input.onMediaFound(item);
      part = withOnlyMedia(pasted, new Set(found.map(({ id }) => id)));
      const missing = mediaIds.length - found.length;
      if (missing > 0) {
        toast.warning(
          `${missing === 1 ? "A file is" : `${missing} files are`} not in this workspace's library. Choose another one in the pasted blocks.`,
        );
      }
    }
    const before = messageNow();
    const place = before.blocks.findLastIndex(({ id }) => (ids.size > 0 ? ids.has(id) : id === input.current));
    const index = place === -1 ? before.blocks.length : place + 1;
    edit((current) => pasteBlocks(current, part, index, input.newId));
    const after = messageNow();
    if (after === before) {
      tooMany(before, part.blocks.length);
      return;
    }
    const added = after.blocks.slice(index, index + part.blocks.length).map(({ id }) => id);
    marks.set(added);
    if (added[0] !== undefined) focus(added[0]);
    say(`${counted(added.length)} pasted.`);
  };

  const chosen = () => partOfMessage(messageNow(), ids.size > 0 ? ids : new Set(input.current ? [input.current] : []));
  useBlockClipboard({
    root: input.root,
    enabled: input.enabled,
    chosen,
    hasMarks: ids.size > 0,
    onCopied: ({ blocks }, isCut) => {
      if (isCut) remove(new Set(blocks.map(({ id }) => id)), `${counted(blocks.length)} cut.`);
      else {
        say(`${counted(blocks.length)} copied.`);
        toast(`${counted(blocks.length)} copied. Paste here or in another campaign.`);
      }
    },
    onPaste: (part) => void paste(part),
    onRefused: (sentence) => toast.error(sentence),
  });

  const onKeyDown = (event: KeyboardEvent): boolean => {
    const { target, key } = event;
    if (!input.enabled || isEditable(target) || event.defaultPrevented) return false;
    if (target instanceof Element && target.closest("aside, [role=menu]") !== null) return false;
    const withCtrl = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (withCtrl && key.toLowerCase() === "a") {
      const all = messageNow().blocks.map(({ id }) => id);
      marks.set(all);
      say(`All ${counted(all.length)} selected.`);
    } else if (ids.size > 0 && key === "Escape") {
      clear();
      say("Nothing is selected together any more.");
    } else if (ids.size > 0 && (key === "Delete" || key === "Backspace")) removeMarked();
    else return false;
    event.preventDefault();
    return true;
  };

  const bar =
    ids.size === 0 || !input.enabled ? null : (
      <SelectionBar
        count={ids.size}
        onDuplicate={duplicate}
        // Ends in the same handler as Ctrl+C; the only way to the clipboard that keeps the blocks as they are.
        onCopy={() => {
          if (!document.execCommand("copy")) toast.error("The browser did not allow copying. Press Ctrl+C instead.");
        }}
        onMove={move}
        onDelete={removeMarked}
        onClear={clear}
      />
    );
  return { ids, mark, extend, clear, onKeyDown, bar };
}

function tooMany({ blocks }: Message, more: number): void {
  if (blocks.length + more <= blocksMax) {
    toast.error("They bring more versions and languages than one message can have. Delete some first.");
    return;
  }
  toast.error(
    `This message has ${counted(blocks.length)} and can have ${blocksMax}, so ${more} more do not fit. Delete some first.`,
  );
}
