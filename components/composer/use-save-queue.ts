"use client";

import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { ArmKey } from "@/lib/campaign/schema";
import type { History } from "@/lib/message/history";
import { sameMessage } from "@/lib/message/same-message";
import type { Message } from "@/lib/message/schema";
import { compareDraft, openDraftStore } from "./draft-store";
import { type SaveMessage, SaveQueue } from "./save-queue";

interface Arm {
  key: ArmKey;
  message: Message;
}

export interface SaveQueueInput {
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
export function useSaveQueue({ campaignId, revision, arms, documents, readOnly, save, onRestore }: SaveQueueInput) {
  const [{ queue, drafts }] = useState(() => {
    const storage = typeof window === "undefined" ? null : window.localStorage;
    const store = openDraftStore(storage, campaignId);
    const schedule = (act: () => void, afterMs: number) => {
      const timer = setTimeout(act, afterMs);
      return () => clearTimeout(timer);
    };
    return {
      drafts: store,
      queue: new SaveQueue({ save, drafts: store, now: () => new Date(), schedule }, revision, arms),
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
    for (const { key, message } of arms) {
      const found = compareDraft(drafts.read(key), message, sameMessage);
      if (found.kind === "conflict") queue.reportConflict(key, { revision, message });
      if (found.kind !== "nothing") onRestore(key, found.kind === "conflict" ? found.mine : found.message);
    }
    setRestored(true);
  }, []);

  useEffect(() => {
    if (readOnly || !restored) return;
    for (const [key, history] of documents) queue.change(key, history.present);
  }, [queue, documents, readOnly, restored]);

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
