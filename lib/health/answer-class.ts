import type { FailureClass } from "@/lib/routing/failure-class";

/**
 * What an answer says about the provider. `accepted` and `refused` come from one that works (a refusal is about this
 * message); `transient` and `noAnswer` from one that does not; `throttled` from one that has too much; `account` says
 * that it takes nothing from us at all.
 */
const answerClasses = ["accepted", "refused", "transient", "throttled", "account", "noAnswer"] as const;
export type AnswerClass = (typeof answerClasses)[number];

/** How many answers of each class. */
export type AnswerCounts = Record<AnswerClass, number>;

export const noAnswers: Readonly<AnswerCounts> = {
  accepted: 0,
  refused: 0,
  transient: 0,
  throttled: 0,
  account: 0,
  noAnswer: 0,
};

/** The class of one hand-over; null for a message that never left, which says nothing. */
export function answerClass(
  answer: { kind: "accepted" | "unknown" | "not_started" } | { kind: "refused"; failure: FailureClass },
): AnswerClass | null {
  if (answer.kind === "refused") {
    const { failure } = answer;
    return failure === "transient" || failure === "throttled" || failure === "account" ? failure : "refused";
  }
  if (answer.kind === "not_started") return null;
  return answer.kind === "accepted" ? "accepted" : "noAnswer";
}

/** Two sets of answers together. */
export function addCounts(left: AnswerCounts, right: AnswerCounts): AnswerCounts {
  const sum = { ...left };
  for (const name of answerClasses) sum[name] += right[name];
  return sum;
}

/** How many answers there are. */
export function totalOf(counts: AnswerCounts): number {
  return answerClasses.reduce((sum, name) => sum + counts[name], 0);
}

/** How many of them speak against the provider. */
export function failures(counts: AnswerCounts): number {
  return counts.transient + counts.noAnswer + counts.account;
}

/** Share of failures in a hundred answers; null when there are none. */
export function failingPercent(counts: AnswerCounts): number | null {
  const total = totalOf(counts);
  return total === 0 ? null : Math.round((100 * failures(counts)) / total);
}
