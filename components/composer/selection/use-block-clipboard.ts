"use client";

import { type RefObject, useEffect, useRef } from "react";
import { clipboardHtml, clipboardText, readClipboard } from "@/lib/message/block-clipboard";
import type { Message } from "@/lib/message/schema";
import { isEditable } from "./is-editable";

export interface BlockClipboardInput {
  root: RefObject<HTMLElement | null>;
  enabled: boolean;
  /** What is copied: the blocks that are selected together, or the one in focus. */
  chosen: () => Message;
  hasMarks: boolean;
  onCopied: (part: Message, isCut: boolean) => void;
  onPaste: (part: Message) => void;
  onRefused: (sentence: string) => void;
}

/**
 * Copy, cut and paste of whole blocks, wherever no text is selected or edited. Blocks that are pasted while the cursor
 * stands in a text go after its block; everything else that is pasted there belongs to the text.
 */
export function useBlockClipboard(input: BlockClipboardInput): void {
  const now = useRef(input);
  useEffect(() => {
    now.current = input;
  });
  useEffect(() => {
    // The focus is on no control then, but on the page as a whole, as after a dialog that led here.
    const isAround = (target: EventTarget | null): boolean =>
      target instanceof Element && target.contains(now.current.root.current);
    const concerns = ({ target }: Event): boolean => {
      const { root, enabled } = now.current;
      if (!enabled || !(target instanceof Element)) return false;
      return isAround(target) || (root.current?.contains(target) === true && target.closest("aside") === null);
    };
    const copy = (event: ClipboardEvent) => {
      const { chosen, hasMarks, onCopied } = now.current;
      if (!concerns(event) || isEditable(event.target) || event.clipboardData === null) return;
      if (!hasMarks && (isAround(event.target) || window.getSelection()?.isCollapsed === false)) return;
      const part = chosen();
      if (part.blocks.length === 0) return;
      event.preventDefault();
      event.clipboardData.setData("text/plain", clipboardText(part));
      event.clipboardData.setData("text/html", clipboardHtml(part));
      onCopied(part, event.type === "cut");
    };
    const paste = (event: ClipboardEvent) => {
      if (!concerns(event) || event.clipboardData === null) return;
      // A field of one line takes the words.
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
      const found = readClipboard(event.clipboardData.getData("text/html"));
      if (found.kind === "none") return;
      event.preventDefault();
      event.stopPropagation();
      if (found.kind === "refused") now.current.onRefused(found.sentence);
      else now.current.onPaste(found.part);
    };
    document.addEventListener("copy", copy, true);
    document.addEventListener("cut", copy, true);
    document.addEventListener("paste", paste, true);
    return () => {
      document.removeEventListener("copy", copy, true);
      document.removeEventListener("cut", copy, true);
      document.removeEventListener("paste", paste, true);
    };
  }, []);
}
