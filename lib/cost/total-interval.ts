/** Two-sided 95 % quantile of the standard normal distribution. */
const z95 = 1.959963984540054;

/** What was learned from people drawn at random, each as likely as any other. All in micros. */
export interface Sample {
  /** People counted. */
  counted: number;
  /** People there are. */
  population: number;
  sum: number;
  /** Sum of the squares of what each costs. */
  sumOfSquares: number;
}

export interface TotalInterval {
  micros: number;
  lowMicros: number;
  highMicros: number;
}

/**
 * The total of the population with its 95 % range: N·x̄ ± z·N·√((1 − n/N)·s²/n), where s² = Σ(x − x̄)²/(n − 1).
 * When everybody was counted the range closes on the exact sum. What was counted is spent for certain, so the range
 * never reaches below it. Source: Cochran, Sampling Techniques, 3rd ed. 1977, 2.6 (finite population correction) and
 * 2.8 (confidence limits of a total). The normal quantile needs a large sample: ours has thousands.
 */
export function totalInterval({ counted, population, sum, sumOfSquares }: Sample): TotalInterval {
  if (counted === 0) return { micros: 0, lowMicros: 0, highMicros: 0 };
  const size = Math.max(population, counted);
  if (size === counted) return { micros: sum, lowMicros: sum, highMicros: sum };
  const mean = sum / counted;
  const variance = counted < 2 ? 0 : Math.max(0, (sumOfSquares - sum * mean) / (counted - 1));
  const half = z95 * size * Math.sqrt(((1 - counted / size) * variance) / counted);
  const total = size * mean;
  return {
    micros: Math.round(total),
    lowMicros: Math.max(sum, Math.floor(total - half)),
    highMicros: Math.ceil(total + half),
  };
}
