/** A draw from the beta distribution, given a source of numbers in [0, 1). */
export function betaDraw(alpha: number, beta: number, random: () => number): number {
  const one = gammaDraw(alpha, random);
  return one / (one + gammaDraw(beta, random));
}

/** Marsaglia and Tsang, "A simple method for generating gamma variables", 2000; below 1 by their note on boosting. */
function gammaDraw(shape: number, random: () => number): number {
  if (shape < 1) return gammaDraw(shape + 1, random) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normalDraw(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Box and Muller. */
function normalDraw(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
