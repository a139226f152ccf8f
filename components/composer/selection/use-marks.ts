"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Block } from "@/lib/message/schema";

/** How a block joins those that are selected together: everything from the last one to it, or it alone, in or out. */
export type MarkHow = "range" | "toggle";

export interface Marks {
  /** The blocks that are selected together, in no order; empty while one block is edited. */
  ids: ReadonlySet<string>;
  mark: (blockId: string, how: MarkHow, blocks: readonly Block[]) => void;
  set: (blockIds: readonly string[]) => void;
  clear: () => void;
}

const none: ReadonlySet<string> = new Set();

/** Which blocks are selected together. `current` is the one being edited, where a range begins. */
export function useMarks(blocks: readonly Block[], current: string | null): Marks {
  const [marked, setMarked] = useState(none);
  const anchor = useRef<string | null>(null);
  const currentNow = useRef(current);
  useEffect(() => {
    currentNow.current = current;
  }, [current]);
  // A block that was deleted meanwhile, by undo perhaps, is selected no more.
  const ids = useMemo(() => {
    const left = blocks.flatMap(({ id }) => (marked.has(id) ? [id] : []));
    return left.length === marked.size ? marked : new Set(left);
  }, [marked, blocks]);

  const clear = useCallback(() => {
    anchor.current = null;
    setMarked((before) => (before.size === 0 ? before : none));
  }, []);
  const mark = useCallback((blockId: string, how: MarkHow, all: readonly Block[]) => {
    anchor.current ??= currentNow.current ?? blockId;
    const from = all.findIndex(({ id }) => id === anchor.current);
    const to = all.findIndex(({ id }) => id === blockId);
    if (how === "range" && from !== -1) {
      setMarked(new Set(all.slice(Math.min(from, to), Math.max(from, to) + 1).map(({ id }) => id)));
      return;
    }
    setMarked((before) => {
      const next = new Set(before);
      if (!next.delete(blockId)) next.add(blockId);
      return next;
    });
    anchor.current = blockId;
  }, []);
  const set = useCallback((blockIds: readonly string[]) => setMarked(new Set(blockIds)), []);
  return { ids, mark, set, clear };
}
