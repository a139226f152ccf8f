"use client";

import { useCallback, useRef, useState } from "react";
import type { ArmKey } from "@/lib/campaign/schema";
import { type History, recordChange, redo, startHistory, undo } from "@/lib/message/history";
import { emptyMessage, type Message } from "@/lib/message/schema";

type Documents = ReadonlyMap<ArmKey, History<Message>>;

/** The messages of all arms with their histories, as they are edited. */
export function useDocuments(arms: readonly { key: ArmKey; message: Message }[]) {
  const [documents, setDocuments] = useState<Documents>(
    () => new Map(arms.map(({ key, message }) => [key, startHistory(message)])),
  );
  // The newest state, also between two renders: a fast typist changes twice before React draws once.
  const newest = useRef(documents);

  const update = useCallback((armKey: ArmKey, change: (history: History<Message>) => History<Message>) => {
    const history = newest.current.get(armKey);
    if (history === undefined) return;
    const changed = change(history);
    if (changed === history) return;
    newest.current = new Map(newest.current).set(armKey, changed);
    setDocuments(newest.current);
  }, []);

  return {
    documents,
    messageOf: useCallback((armKey: ArmKey) => newest.current.get(armKey)?.present ?? emptyMessage, []),
    change: useCallback(
      (armKey: ArmKey, edit: (message: Message) => Message, mergeKey: string | null) => {
        const atMs = performance.now();
        update(armKey, (history) => recordChange(history, edit(history.present), { mergeKey, atMs }));
      },
      [update],
    ),
    undo: useCallback((armKey: ArmKey) => update(armKey, undo), [update]),
    redo: useCallback((armKey: ArmKey) => update(armKey, redo), [update]),
  };
}
