import { z } from "zod";
import type { ArmKey } from "@/lib/campaign/schema";
import { type Message, messageSchema } from "@/lib/message/schema";

const draftSchema = z.object({ base: messageSchema, message: messageSchema });

/** What was typed and not yet taken by the server, and the message it was typed on. */
export type UnsavedDraft = z.infer<typeof draftSchema>;

/** The part of `localStorage` that is used here. */
export type DraftStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Keeps unsaved work in the browser: it outlives a reload, a crash and an expired session. */
export interface DraftStore {
  read(armKey: ArmKey): UnsavedDraft | null;
  write(armKey: ArmKey, draft: UnsavedDraft): void;
  remove(armKey: ArmKey): void;
}

/** A draft store for one campaign. Storage that is full or forbidden is no reason to stop typing: it then keeps nothing. */
export function openDraftStore(storage: DraftStorage | null, campaignId: string): DraftStore {
  const nameOf = (armKey: ArmKey) => `cascade:unsaved:${campaignId}:${armKey}`;
  return {
    read(armKey) {
      try {
        const text = storage?.getItem(nameOf(armKey));
        return text ? (draftSchema.safeParse(JSON.parse(text)).data ?? null) : null;
      } catch {
        return null;
      }
    },
    write(armKey, draft) {
      try {
        storage?.setItem(nameOf(armKey), JSON.stringify(draft));
      } catch {
        // Full or forbidden; the server still gets the change.
      }
    },
    remove(armKey) {
      try {
        storage?.removeItem(nameOf(armKey));
      } catch {
        // Nothing was kept then.
      }
    },
  };
}

/** The parts of a message that say where unsaved work stands against what the server has now. */
export function compareDraft(
  draft: UnsavedDraft | null,
  server: Message,
  same: (one: Message, other: Message) => boolean,
): { kind: "nothing" } | { kind: "restore"; message: Message } | { kind: "conflict"; mine: Message } {
  if (draft === null || same(draft.message, server)) return { kind: "nothing" };
  return same(draft.base, server)
    ? { kind: "restore", message: draft.message }
    : { kind: "conflict", mine: draft.message };
}
