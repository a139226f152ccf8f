/** What a channel promises for one person. */
export interface Scored {
  score: number;
  costMicros: number | null;
  /** Whether it is the channel the person engaged on last. */
  isLastEngaged?: boolean;
}

/** Scores this close to the best count as equal: cost decides. */
export const tieShare = 0.05;
/** Where an engagement has no value, cost only ever decides between what is nearly as good. */
export const tieShareWithoutValue = 0.1;

/**
 * The best; undefined among none. Of those nearly as good as the best: the cheapest, then where the person engaged last,
 * then the earliest in the step's own order.
 */
export function pickByScore<Candidate extends Scored>(
  scored: readonly Candidate[],
  share: number,
): Candidate | undefined {
  const top = scored.reduce((most, { score }) => Math.max(most, score), Number.NEGATIVE_INFINITY);
  const enough = top - share * Math.abs(top);
  return inTieOrder(scored).find(({ score }) => score >= enough);
}

/** What costs nothing known counts as free. */
export function inTieOrder<Candidate extends Scored>(scored: readonly Candidate[]): Candidate[] {
  return [...scored].sort(
    (one, other) =>
      (one.costMicros ?? 0) - (other.costMicros ?? 0) ||
      Number(other.isLastEngaged === true) - Number(one.isLastEngaged === true),
  );
}
