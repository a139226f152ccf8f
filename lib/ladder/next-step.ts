import type { Ladder, Rung, SuccessCondition } from "@/lib/ladder/schema";

/** What is known about the message of the current rung. Later evidence includes earlier: a click proves delivery. */
export interface RungEvidence {
  /** When the provider took it; null while it has not. */
  acceptedAt: Date | null;
  deliveredAt: Date | null;
  readAt: Date | null;
  /** Clicked, tapped or replied. */
  engagedAt: Date | null;
  convertedAt: Date | null;
  /** When it was refused, expired or given up; null while there is hope. */
  failedAt: Date | null;
}

export type LadderStep =
  | { kind: "succeeded"; reason: `success_${SuccessCondition}` }
  /** Send this rung now. */
  | { kind: "send"; rung: number; because: "failed" | "timed_out" }
  /** The message failed for a reason that passes: the same one again, then. */
  | { kind: "again"; at: Date }
  | { kind: "wait"; until: Date }
  /** The provider has not answered yet; its answer decides. */
  | { kind: "wait_for_answer" }
  | { kind: "exhausted"; because: "failed" | "timed_out" };

/**
 * What follows for one person, given what happened on their current rung. A failure moves on at once; a wait counts
 * from the provider's acceptance and is never shortened. `now` is the moment until which everything is heard: what came
 * of the message later is not in the evidence. `againAt` is when a message that failed may be tried again on the
 * same rung; null when it may not.
 * Example: rung 0 waits 24 h for "engaged"; accepted Monday 9:00, read Monday 9:05 -> wait until Tuesday 9:00.
 */
export function nextStep(
  ladder: Ladder,
  rungIndex: number,
  evidence: RungEvidence,
  now: Date,
  againAt: Date | null = null,
): LadderStep {
  const rung = ladder.rungs[rungIndex];
  if (rung === undefined) return { kind: "exhausted", because: "failed" };
  if (isMet(rung.success, evidence)) return { kind: "succeeded", reason: `success_${rung.success}` };
  if (evidence.failedAt !== null && againAt !== null) return { kind: "again", at: againAt };
  if (evidence.failedAt !== null) return moveOn(ladder, rungIndex, "failed");
  if (evidence.acceptedAt === null) return { kind: "wait_for_answer" };
  const until = waitEnds(rung, evidence.acceptedAt);
  return until <= now ? moveOn(ladder, rungIndex, "timed_out") : { kind: "wait", until };
}

/** When a rung's wait is over. */
export function waitEnds(rung: Rung, acceptedAt: Date): Date {
  return new Date(acceptedAt.getTime() + rung.waitSeconds * 1000);
}

/** Whether the evidence meets the condition, itself or by something stronger. */
export function isMet(condition: SuccessCondition, evidence: RungEvidence): boolean {
  const converted = evidence.convertedAt !== null;
  const engaged = converted || evidence.engagedAt !== null;
  const read = engaged || evidence.readAt !== null;
  const delivered = read || evidence.deliveredAt !== null;
  switch (condition) {
    case "converted":
      return converted;
    case "engaged":
      return engaged;
    case "read":
      return read;
    case "delivered":
      return delivered;
    case "accepted":
      return delivered || (evidence.acceptedAt !== null && evidence.failedAt === null);
  }
}

function moveOn(ladder: Ladder, rungIndex: number, because: "failed" | "timed_out"): LadderStep {
  return rungIndex + 1 < ladder.rungs.length
    ? { kind: "send", rung: rungIndex + 1, because }
    : { kind: "exhausted", because };
}
