/** What a provider says a message cost, in millionths of its currency. */
export interface Charge {
  micros: number;
  /** Null in payloads that leave it out. */
  currency: string | null;
}

interface Billed {
  costMicros: number | null;
  costCurrency: string | null;
}

/**
 * What is known to be billed after one more report: the largest amount stands, so that order and repetition do not
 * matter. A charge of nothing is an answer too. Example: unknown, then 0.0333 EUR, then 0 EUR -> 0.0333 EUR.
 */
export function applyCharge({ costMicros, costCurrency }: Billed, charge: Charge | null): Billed {
  if (charge === null) return { costMicros, costCurrency };
  const isMore = costMicros === null || charge.micros > costMicros;
  const isNamed = charge.micros === costMicros && (charge.currency ?? "~") < (costCurrency ?? "~");
  return isMore || isNamed
    ? { costMicros: charge.micros, costCurrency: charge.currency }
    : { costMicros, costCurrency };
}
