import type { VersionKind } from "@/lib/message/version";

/** Saves of one person at one sitting within this time are one version. */
const joinWithinMs = 2 * 60_000;

/**
 * Whether a save becomes part of the newest version instead of a new one: the same open composer went on typing, within
 * two minutes of the version's first save. A version that was named, restored or launched takes nothing more.
 */
export function joinsVersion(
  newest: {
    kind: VersionKind;
    name: string | null;
    savedBy: string | null;
    session: string | null;
    startedAt: Date;
  },
  save: { savedBy: string | null; session: string; at: Date; isRestore: boolean },
): boolean {
  return (
    newest.kind === "edited" &&
    newest.name === null &&
    newest.savedBy === save.savedBy &&
    newest.session === save.session &&
    !save.isRestore &&
    save.at.getTime() - newest.startedAt.getTime() < joinWithinMs
  );
}
