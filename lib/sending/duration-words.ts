const steps = [
  { name: "day", seconds: 86_400 },
  { name: "hour", seconds: 3_600 },
  { name: "minute", seconds: 60 },
  { name: "second", seconds: 1 },
] as const;

/** A duration as one says it, rounded up to a unit of which there are at least two: "90 minutes", "3 hours", "2 seconds". */
export function durationWords(seconds: number): string {
  const step = steps.find((each) => seconds >= 2 * each.seconds) ?? steps[3];
  const amount = Math.ceil(seconds / step.seconds);
  return `${amount} ${step.name}${amount === 1 ? "" : "s"}`;
}
