/** Steps back that are kept. */
export const historyStepsMax = 200;
/** Changes of the same kind closer together than this are one step: a word typed, not each letter. */
const mergeWithinMs = 1000;

/** A document with the way back and the way forth. Every state is kept whole; blocks that did not change are shared. */
export interface History<Document> {
  past: readonly Document[];
  present: Document;
  future: readonly Document[];
  /** What the last step changed, and when; null when the next change starts a new step in any case. */
  last: { mergeKey: string; atMs: number } | null;
}

/** A document without a past. */
export function startHistory<Document>(present: Document): History<Document> {
  return { past: [], present, future: [], last: null };
}

/**
 * Takes a change. One that has the same merge key as the change shortly before it joins that step; `mergeKey` null
 * never joins. What had been undone can no longer be redone.
 */
export function recordChange<Document>(
  history: History<Document>,
  next: Document,
  change: { mergeKey: string | null; atMs: number },
): History<Document> {
  if (next === history.present) return history;
  const { mergeKey, atMs } = change;
  const last = mergeKey === null ? null : { mergeKey, atMs };
  const joins = last !== null && history.last?.mergeKey === last.mergeKey && atMs - history.last.atMs < mergeWithinMs;
  if (joins && history.future.length === 0) return { ...history, present: next, last };
  return { past: [...history.past, history.present].slice(-historyStepsMax), present: next, future: [], last };
}

/** One step back; the same history when there is none. */
export function undo<Document>(history: History<Document>): History<Document> {
  const present = history.past.at(-1);
  if (present === undefined) return history;
  return { past: history.past.slice(0, -1), present, future: [history.present, ...history.future], last: null };
}

/** One step forth again; the same history when there is none. */
export function redo<Document>(history: History<Document>): History<Document> {
  const [present, ...future] = history.future;
  if (present === undefined) return history;
  return { past: [...history.past, history.present], present, future, last: null };
}
