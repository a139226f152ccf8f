"use client";

import { nanoid } from "nanoid";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { ArmKey } from "@/lib/campaign/schema";
import type { History } from "@/lib/message/history";
import { sameMessage } from "@/lib/message/same-message";
import type { Message } from "@/lib/message/schema";
import { compareDraft, openDraftStore } from "./draft-store";
import { announcePage, openPages } from "./open-pages";
import { type SaveMessage, SaveQueue } from "./save-queue";

interface Arm {
  key: ArmKey;
  message: Message;
}

export interface SaveQueueInput {
  userId: string;
  campaignId: string;
  revision: number;
  arms: readonly Arm[];
  documents: ReadonlyMap<ArmKey, History<Message>>;
  readOnly: boolean;
  save: SaveMessage;
  /** Work of an earlier visit was found; the editor takes it up. */
  onRestore: (armKey: ArmKey, message: Message) => void;
}

/** Keeps the server up to date with the documents, and brings back what an earlier visit could not save. */
export function useSaveQueue({
  userId,
  campaignId,
  revision,
  arms,
  documents,
  readOnly,
  save,
  onRestore,
}: SaveQueueInput) {
  const [{ queue, drafts, session }] = useState(() => {
    const page = nanoid(16);
    const now = () => new Date();
    const store = openDraftStore(browserStorage(), { userId, campaignId, page }, now);
    const schedule = (act: () => void, afterMs: number) => {
      const timer = setTimeout(act, afterMs);
      return () => clearTimeout(timer);
    };
    const isOnline = () => navigator.onLine;
    return {
      drafts: store,
      session: page,
      queue: new SaveQueue({ save, drafts: store, session: page, now, isOnline, schedule }, arms),
    };
  });
  const state = useSyncExternalStore(queue.subscribe, queue.snapshot, queue.snapshot);

  const [restored, setRestored] = useState(false);
  const tookUp = useRef(false);
  // Once, after the first drawing: the server's drawing knows nothing of this browser's storage.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was stored is taken up once per visit
  useEffect(() => {
    if (readOnly || tookUp.current) return;
    tookUp.current = true;
    void openPages().then((pages) => {
      for (const { key, message } of arms) {
        for (const { draft, forget } of drafts.leftBehind(key, pages)) {
          const found = compareDraft(draft, message, sameMessage);
          if (found.kind === "nothing") {
            forget();
            continue;
          }
          // Kept for this page before it is forgotten for the other. Older ones wait for the next visit.
          if (drafts.write(key, draft)) forget();
          if (found.kind === "conflict") queue.reportConflict(key, { revision, message }, draft.base);
          onRestore(key, draft.message);
          break;
        }
      }
      setRestored(true);
    });
  }, []);

  useEffect(() => {
    if (readOnly || !restored) return;
    for (const [key, history] of documents) queue.change(key, history.present);
  }, [queue, documents, readOnly, restored]);

  useEffect(() => (readOnly ? undefined : announcePage(session)), [session, readOnly]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (queue.hasUnsaved() && !queue.snapshot().isKept) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [queue]);

  useEffect(() => {
    const retry = () => queue.retryNow();
    window.addEventListener("online", retry);
    window.addEventListener("focus", retry);
    return () => {
      window.removeEventListener("online", retry);
      window.removeEventListener("focus", retry);
      // Leaving the page inside the app: what is waiting goes out now.
      queue.retryNow();
    };
  }, [queue]);

  return { state, queue };
}

/** None on the server, and none where the browser forbids it. */
function browserStorage(): Storage | null {
  try {
    return typeof window === "undefined" ? null : window.localStorage;
  } catch {
    return null;
  }
}
