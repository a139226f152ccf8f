import type { VersionKind } from "@/lib/message/version";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const weekMs = 7 * dayMs;

/** From which age on only the newest version of each span is kept; spans start at the epoch, so each holds the finer ones. */
const spans = [
  { fromAgeMs: 13 * weekMs, spanMs: weekMs },
  { fromAgeMs: weekMs, spanMs: dayMs },
  { fromAgeMs: dayMs, spanMs: hourMs },
] as const;

export interface ThinnableVersion {
  id: string;
  kind: VersionKind;
  name: string | null;
  savedAt: Date;
}

/**
 * Which versions of one variant may be forgotten. For ever: those with a name, and those that were restored, launched,
 * put aside or there from the start, and the newest. Of the rest: all of the last day, then the last of each hour for a
 * week, of each day for thirteen weeks, and of each week after that. It does not matter how often this is asked: what a
 * later answer keeps, no earlier one gave away.
 */
export function thinVersions(versions: readonly ThinnableVersion[], now: Date): string[] {
  const newestFirst = versions.toSorted(
    (one, other) => other.savedAt.getTime() - one.savedAt.getTime() || (other.id < one.id ? -1 : 1),
  );
  const filled = new Set<string>();
  return newestFirst.flatMap(({ id, kind, name, savedAt }, place) => {
    if (place === 0 || kind !== "edited" || name !== null) return [];
    const atMs = savedAt.getTime();
    const span = spans.find(({ fromAgeMs }) => now.getTime() - atMs >= fromAgeMs);
    if (span === undefined) return [];
    const key = `${span.spanMs} ${Math.floor(atMs / span.spanMs)}`;
    if (filled.has(key)) return [id];
    filled.add(key);
    return [];
  });
}
