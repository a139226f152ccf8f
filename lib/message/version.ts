import { z } from "zod";
import type { MessageDiff } from "@/lib/message/diff-messages";

/**
 * Why a version exists: typed, brought back from an older one, what was there before the first save, what was launched,
 * or put aside when somebody else's was chosen instead.
 */
export type VersionKind = "edited" | "restored" | "started" | "launched" | "set_aside";

export const versionNameSchema = z
  .string()
  .trim()
  .min(1, "Give the version a name.")
  .max(80, "A name has at most 80 characters.");

/** A version as the history lists it; its message is loaded when it is looked at. */
export interface VersionItem {
  id: string;
  kind: VersionKind;
  name: string | null;
  /** ISO 8601. */
  savedAt: string;
  /** Null for what was there before anybody saved. */
  savedByName: string | null;
  /** ISO 8601: when the version was saved that this one brought back. */
  restoredFromAt: string | null;
  /** Against the version before it; null for the oldest. */
  diff: MessageDiff | null;
}
