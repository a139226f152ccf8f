const niceMinutes = [1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 720, 1440, 2880, 10_080] as const;

/** Width in minutes of the bars of a time series, so that a span shows at most `barsMax` of them. */
export function bucketMinutes(spanMinutes: number, barsMax: number): number {
  return niceMinutes.find((minutes) => spanMinutes / minutes <= barsMax) ?? 10_080;
}
