import type { DraftStore } from "@/components/composer/draft-store";
import type { ActionResult, Refusal } from "@/lib/action-result";
import type { ArmKey } from "@/lib/campaign/schema";
import { type Message, messageSchema } from "@/lib/message/schema";

const SAVE_AFTER_MS = 800;
const RETRY_FIRST_MS = 2_000;
const RETRY_MS_MAX = 30_000;

/** What the server knows of a message. */
export interface ServerVersion {
  revision: number;
  message: Message;
}

/** The answer to a save: taken, or somebody else's newer version. */
export type SaveAnswer = { saved: true; revision: number } | { saved: false; theirs: ServerVersion };

export type SaveMessage = (input: {
  armKey: ArmKey;
  /** What the message was made on: the server takes it only while it still has that. */
  base: Message;
  message: Message;
  /** This open composer, and its how manyth save this is: the server knows a repeated one by them. */
  session: string;
  save: number;
  /** The version this message was brought back from. */
  restoredFrom: string | null;
}) => Promise<ActionResult<SaveAnswer>>;

/** What the stamp beside the title says. */
export type SaveStatus =
  | { kind: "saved"; at: Date | null }
  | { kind: "unsaved" }
  | { kind: "saving" }
  /** Kept in this browser; tried again by itself or at the next change. */
  | { kind: "waiting"; why: "offline" | "signed_out" | "refused"; sentence: string };

export interface SaveState {
  status: SaveStatus;
  /** Arms that somebody else changed meanwhile, with their version. */
  conflicts: Partial<Record<ArmKey, ServerVersion>>;
  /** False while this browser has no room to keep what is not saved: the page must stay open. */
  isKept: boolean;
}

export interface SaveQueueDeps {
  save: SaveMessage;
  drafts: DraftStore;
  /** Different for every open composer. */
  session: string;
  now: () => Date;
  /** What the browser knows of the network. */
  isOnline: () => boolean;
  /** Runs `act` later and answers how to call it off. */
  schedule: (act: () => void, afterMs: number) => () => void;
}

interface ArmEntry {
  /** What the server has, as far as we know. */
  base: Message;
  /** What the editor shows. */
  message: Message;
  /** What was brought back from a version and not saved since. */
  restored: { versionId: string; message: Message } | null;
}

/**
 * Brings what is typed to the server: one save at a time, shortly after the last change, again after a failure. What is
 * not saved yet is kept in the browser, and a newer version of somebody else is never overwritten unasked.
 */
export class SaveQueue {
  private readonly arms = new Map<ArmKey, ArmEntry>();
  private readonly listeners = new Set<() => void>();
  private state: SaveState = { status: { kind: "saved", at: null }, conflicts: {}, isKept: true };
  private callOff: (() => void) | null = null;
  private isSaving = false;
  private retryMs = RETRY_FIRST_MS;
  private saveCount = 0;

  constructor(
    private readonly deps: SaveQueueDeps,
    arms: readonly { key: ArmKey; message: Message }[],
  ) {
    for (const { key, message } of arms) this.arms.set(key, { base: message, message, restored: null });
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = (): SaveState => this.state;

  /** Takes what the editor shows now. */
  change(armKey: ArmKey, message: Message): void {
    const entry = this.arms.get(armKey);
    if (entry === undefined || entry.message === message) return;
    entry.message = message;
    // While a save is under way the server may already have something else.
    if (message === entry.base && !this.isSaving) this.forget(armKey);
    else this.keep(armKey, entry);
    if (this.state.conflicts[armKey]) return;
    if (this.nextToSave() === undefined && !this.isSaving) this.say({ kind: "saved", at: this.deps.now() });
    else {
      if (!this.isSaving) this.say({ kind: "unsaved" });
      this.plan(SAVE_AFTER_MS);
    }
  }

  /** Takes a message that was brought back from a version; it is saved at once, as a version of its own. */
  restore(armKey: ArmKey, versionId: string, message: Message): void {
    const entry = this.arms.get(armKey);
    if (entry === undefined) return;
    entry.restored = { versionId, message };
    this.change(armKey, message);
    if (!this.state.conflicts[armKey]) this.plan(0);
  }

  /**
   * Somebody else's version is there: this arm waits for a decision. `madeOn`: what the work of an earlier visit was
   * made on, so that it is still known as a conflict after one more reload.
   */
  reportConflict(armKey: ArmKey, theirs: ServerVersion, madeOn?: Message): void {
    const entry = this.arms.get(armKey);
    if (entry !== undefined && madeOn !== undefined) entry.base = madeOn;
    this.set({ ...this.state, conflicts: { ...this.state.conflicts, [armKey]: theirs } });
  }

  /** Ends a conflict: from here on the editor's version counts as a change of theirs. The editor then shows its choice. */
  settleConflict(armKey: ArmKey): void {
    const entry = this.arms.get(armKey);
    const theirs = this.state.conflicts[armKey];
    if (entry === undefined || theirs === undefined) return;
    entry.base = theirs.message;
    this.keep(armKey, entry);
    const { [armKey]: _settled, ...conflicts } = this.state.conflicts;
    this.set({ ...this.state, status: { kind: "unsaved" }, conflicts });
    this.plan(0);
  }

  /** Tries at once: the network is back, or the person has signed in again. */
  retryNow(): void {
    if (this.nextToSave() !== undefined) this.plan(0);
  }

  /** Whether leaving now would leave something unsaved behind. */
  hasUnsaved(): boolean {
    return this.isSaving || [...this.arms.values()].some((entry) => entry.base !== entry.message);
  }

  private nextToSave(): ArmKey | undefined {
    for (const [armKey, entry] of this.arms) {
      if (entry.base !== entry.message && !this.state.conflicts[armKey]) return armKey;
    }
    return undefined;
  }

  private plan(afterMs: number): void {
    this.callOff?.();
    this.callOff = this.deps.schedule(() => {
      this.callOff = null;
      void this.saveNext();
    }, afterMs);
  }

  private async saveNext(): Promise<void> {
    const armKey = this.nextToSave();
    const entry = armKey && this.arms.get(armKey);
    if (this.isSaving || armKey === undefined || entry === undefined) return;
    const { base, message, restored } = entry;
    const fault = faultOf(message);
    if (fault !== null) {
      this.say({ kind: "waiting", why: "refused", sentence: fault });
      return;
    }
    this.isSaving = true;
    this.say({ kind: "saving" });
    this.saveCount += 1;
    const { session } = this.deps;
    const restoredFrom = restored?.message === message ? restored.versionId : null;
    const result = await this.deps
      .save({ armKey, base, message, session, save: this.saveCount, restoredFrom })
      .catch(() => "no_answer" as const);
    this.isSaving = false;
    if (result === "no_answer") this.wait("offline", this.deps.isOnline() ? silentServer : noConnection);
    else if (!result.ok) this.refused(result.refusal);
    else this.answered(armKey, entry, message, result.value);
  }

  private answered(armKey: ArmKey, entry: ArmEntry, sent: Message, answer: SaveAnswer): void {
    this.retryMs = RETRY_FIRST_MS;
    if (answer.saved) {
      entry.base = sent;
      if (entry.restored?.message === sent) entry.restored = null;
      if (entry.message === sent) this.forget(armKey);
      else this.keep(armKey, entry);
    } else this.reportConflict(armKey, answer.theirs);
    if (this.nextToSave() !== undefined) {
      this.say({ kind: "unsaved" });
      this.plan(SAVE_AFTER_MS);
    } else if (answer.saved) this.say({ kind: "saved", at: this.deps.now() });
    else this.say({ kind: "unsaved" });
  }

  private refused(refusal: Refusal): void {
    if (refusal.code === "signed_out" || refusal.code === "unexpected") {
      this.wait(refusal.code === "signed_out" ? "signed_out" : "refused", refusal.message);
    } else this.say({ kind: "waiting", why: "refused", sentence: refusal.message });
  }

  private wait(why: "offline" | "signed_out" | "refused", sentence: string): void {
    this.say({ kind: "waiting", why, sentence });
    this.plan(this.retryMs);
    this.retryMs = Math.min(RETRY_MS_MAX, this.retryMs * 2);
  }

  private keep(armKey: ArmKey, { base, message }: ArmEntry): void {
    this.noteKept(this.deps.drafts.write(armKey, { base, message }));
  }

  private forget(armKey: ArmKey): void {
    this.deps.drafts.remove(armKey);
    this.noteKept(true);
  }

  private noteKept(isKept: boolean): void {
    if (isKept !== this.state.isKept) this.set({ ...this.state, isKept });
  }

  private say(status: SaveStatus): void {
    this.set({ ...this.state, status });
  }

  private set(state: SaveState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

const noConnection = "No connection.";
const silentServer = "The server does not answer; it is tried again by itself. If that lasts, reload this page.";

/** Why the server would not take this message, in the words of the person who typed it. */
function faultOf(message: Message): string | null {
  const parsed = messageSchema.safeParse(message);
  if (parsed.success) return null;
  const [, index, part] = parsed.error.issues[0]?.path ?? [];
  const place = typeof index === "number" ? `Block ${index + 1}` : "The message";
  const what = part === "paragraphs" ? "has more text than a message can hold" : "has something that is too long";
  return `${place} ${what}. Shorten it to save.`;
}
