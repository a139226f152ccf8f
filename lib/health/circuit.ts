import { type AnswerCounts, addCounts, failingPercent, failures, noAnswers, totalOf } from "@/lib/health/answer-class";

/**
 * The circuit of one workspace's account at a provider, on one channel. Closed: messages go. Open: they wait until a
 * moment. Half-open: one message is tried, by one worker, and its answer decides.
 */
export interface Circuit {
  state: "closed" | "open" | "half_open";
  /** Why it opened last: too many failures, or an account that is refused altogether. */
  cause: "failing" | "account" | null;
  /** How many of a hundred answers were failures when it opened. */
  failingPercent: number | null;
  /** Until when it is open; of a half-open one, when the worker with the probe counts as dead. */
  until: Date | null;
  /** How often it opened in a row: each time it stays open twice as long. */
  openings: number;
  /** When it closed last, to tell a relapse from a new outage. */
  closedAt: Date | null;
  /** Answers of the last two minutes, oldest first. */
  recent: Slot[];
}

/** Answers of ten seconds. */
interface Slot {
  /** Milliseconds since 1970 of its beginning. */
  atMs: number;
  counts: AnswerCounts;
}

export const closedCircuit: Readonly<Circuit> = {
  state: "closed",
  cause: null,
  failingPercent: null,
  until: null,
  openings: 0,
  closedAt: null,
  recent: [],
};

const slotMs = 10_000;
const slotsMax = 12;
/** What is judged: the last minute, and only when there is enough of it that chance alone does not decide. */
const judgedSlots = 6;
const judgedMin = 20;
const failingShareMax = 0.4;
const openSeconds = { failing: 60, account: 300 } as const;
const openSecondsMax = 900;
/** A circuit that opens again this soon after it closed had not recovered. */
const relapseMs = 600_000;
/** Longer than a request to a provider may take. */
export const probeSeconds = 30;

/**
 * The circuit after one more set of answers. Only the answer to the probe closes a circuit or opens a half-open one:
 * what was under way when it opened still comes in, and says nothing new. Example: 30 taken and 25 failed within a
 * minute -> open for a minute; the probe fails -> for two minutes; the probe is taken -> closed.
 */
export function afterAnswers(circuit: Circuit, counts: AnswerCounts, isProbe: boolean, now: Date): Circuit {
  const counted = { ...circuit, recent: withAnswers(circuit.recent, counts, now) };
  if (circuit.state !== "closed" && !isProbe) return counted;
  if (isProbe) {
    if (counts.account > 0) return opened(counted, "account", now);
    if (isFailing(counts, 1)) return opened(counted, circuit.cause ?? "failing", now);
    return totalOf(counts) === 0 ? counted : closed(counted, now);
  }
  // One refused key among messages that were taken is something else, such as a sender that is not ours.
  if (counts.account > 0 && counts.accepted === 0) return opened(counted, "account", now);
  return isFailing(recentCounts(counted, now), judgedMin) ? opened(counted, "failing", now) : counted;
}

/** Whether messages must wait: nothing may be claimed, and nobody decided for the channel. */
export function isHeld(circuit: Pick<Circuit, "state" | "until">, now: Date): boolean {
  return circuit.state !== "closed" && circuit.until !== null && now < circuit.until;
}

/** Whether somebody may try one message now: its time is over, or the worker that tried has not been heard of. */
export function isProbeDue(circuit: Pick<Circuit, "state" | "until">, now: Date): boolean {
  return circuit.state !== "closed" && !isHeld(circuit, now);
}

/** The circuit once a worker has taken the probe on itself. */
export function probing(circuit: Circuit, now: Date): Circuit {
  return { ...circuit, state: "half_open", until: new Date(now.getTime() + probeSeconds * 1000) };
}

/** Closed because the probe was taken, or because somebody who mended the cause says so. */
export function closed(circuit: Circuit, now: Date): Circuit {
  return { ...circuit, state: "closed", until: null, closedAt: now, recent: [] };
}

/** The answers of the last minute. */
export function recentCounts({ recent }: Pick<Circuit, "recent">, now: Date): AnswerCounts {
  return countsSince(recent, now.getTime() - judgedSlots * slotMs);
}

function opened(circuit: Circuit, cause: "failing" | "account", now: Date): Circuit {
  const isRelapse =
    circuit.state !== "closed" || (circuit.closedAt !== null && now.getTime() - circuit.closedAt.getTime() < relapseMs);
  const openings = isRelapse ? circuit.openings + 1 : 1;
  const seconds = Math.min(openSeconds[cause] * 2 ** Math.min(openings - 1, 10), openSecondsMax);
  return {
    ...circuit,
    state: "open",
    cause,
    failingPercent: circuit.state === "closed" ? failingPercent(recentCounts(circuit, now)) : circuit.failingPercent,
    until: new Date(now.getTime() + seconds * 1000),
    openings,
  };
}

function isFailing(counts: AnswerCounts, totalMin: number): boolean {
  const total = totalOf(counts);
  return total >= totalMin && failures(counts) / total >= failingShareMax;
}

function withAnswers(recent: readonly Slot[], counts: AnswerCounts, now: Date): Slot[] {
  const atMs = Math.floor(now.getTime() / slotMs) * slotMs;
  const kept = recent.filter((slot) => slot.atMs > atMs - slotsMax * slotMs);
  // A worker whose clock is a little behind adds to the slot of its own time.
  const known = kept.find((slot) => slot.atMs === atMs);
  if (known === undefined) return [...kept, { atMs, counts }].sort((left, right) => left.atMs - right.atMs);
  return kept.map((slot) => (slot === known ? { atMs, counts: addCounts(slot.counts, counts) } : slot));
}

function countsSince(recent: readonly Slot[], sinceMs: number): AnswerCounts {
  return recent
    .filter((slot) => slot.atMs + slotMs > sinceMs)
    .reduce((sum, slot) => addCounts(sum, slot.counts), { ...noAnswers });
}
