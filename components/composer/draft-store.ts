import { z } from "zod";
import type { ArmKey } from "@/lib/campaign/schema";
import { type Message, messageSchema } from "@/lib/message/schema";

const draftSchema = z.object({ base: messageSchema, message: messageSchema, atMs: z.number() });

/** What was typed and not yet taken by the server, and the message it was typed on. */
export type UnsavedDraft = Omit<z.infer<typeof draftSchema>, "atMs">;

/** The part of `localStorage` that is used here. */
export type DraftStorage = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** Work that another page left behind, and how to forget it. */
interface LeftBehind {
  draft: UnsavedDraft;
  forget: () => void;
}

/** Keeps unsaved work in the browser: it outlives a reload, a crash and an expired session. */
export interface DraftStore {
  /** False when it could not be kept: the storage is full or forbidden. */
  write(armKey: ArmKey, draft: UnsavedDraft): boolean;
  remove(armKey: ArmKey): void;
  /** What pages kept that are no longer open, the newest first. */
  leftBehind(armKey: ArmKey, openPages: ReadonlySet<string>): LeftBehind[];
}

export interface DraftPlace {
  /** Whose work it is: browsers are shared, and one's unsaved words must not be saved in the name of the next. */
  userId: string;
  campaignId: string;
  /** Each open page keeps its own: two of them must not overwrite or clear each other's. */
  page: string;
}

/** A draft store for one campaign in one open page. */
export function openDraftStore(storage: DraftStorage | null, place: DraftPlace, now: () => Date): DraftStore {
  const prefixOf = (armKey: ArmKey) => `cascade:unsaved:${place.userId}:${place.campaignId}:${armKey}:`;
  const remove = (name: string) => {
    try {
      storage?.removeItem(name);
    } catch {
      // Nothing was kept then.
    }
  };
  return {
    write(armKey, draft) {
      if (storage === null) return false;
      try {
        storage.setItem(prefixOf(armKey) + place.page, JSON.stringify({ ...draft, atMs: now().getTime() }));
        return true;
      } catch {
        return false;
      }
    },
    remove: (armKey) => remove(prefixOf(armKey) + place.page),
    leftBehind(armKey, openPages) {
      return namesIn(storage)
        .filter((name) => name.startsWith(prefixOf(armKey)) && !openPages.has(name.slice(prefixOf(armKey).length)))
        .flatMap((name) => {
          const found = read(storage, name);
          return found === null ? [] : [{ ...found, forget: () => remove(name) }];
        })
        .sort((one, other) => other.atMs - one.atMs)
        .map(({ atMs: _, base, message, forget }) => ({ draft: { base, message }, forget }));
    },
  };
}

function namesIn(storage: DraftStorage | null): string[] {
  try {
    return Array.from({ length: storage?.length ?? 0 }, (_, index) => storage?.key(index) ?? "");
  } catch {
    return [];
  }
}

/** What cannot be read stays where it is: a later release may read it. */
function read(storage: DraftStorage | null, name: string): z.infer<typeof draftSchema> | null {
  try {
    const text = storage?.getItem(name);
    return text ? (draftSchema.safeParse(JSON.parse(text)).data ?? null) : null;
  } catch {
    return null;
  }
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
