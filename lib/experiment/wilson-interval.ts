/** Two-sided 95 % quantile of the standard normal distribution. */
const z95 = 1.959963984540054;

export interface Interval {
  lower: number;
  upper: number;
}

/**
 * Wilson score interval (95 %) of a share, as fractions of 1. Unlike the textbook interval it is honest for few
 * people and for shares near 0 or 1. Null when nobody was counted. Source: Wilson 1927; Brown, Cai & DasGupta 2001.
 */
export function wilsonInterval(successes: number, total: number): Interval | null {
  if (total <= 0) return null;
  const share = successes / total;
  const denominator = 1 + (z95 * z95) / total;
  const centre = (share + (z95 * z95) / (2 * total)) / denominator;
  const half = (z95 / denominator) * Math.sqrt((share * (1 - share)) / total + (z95 * z95) / (4 * total * total));
  // Rounding leaves about -1e-18 or 1 + 2e-16 at the ends.
  return {
    lower: successes === 0 ? 0 : Math.max(0, centre - half),
    upper: successes === total ? 1 : Math.min(1, centre + half),
  };
}
