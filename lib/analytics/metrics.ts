/** What is counted per minute, and what each count means on a screen. */
export const metricDefinitions = {
  accepted: "Handed to the carrier, which took it.",
  delivered: "The carrier reported that it reached the phone.",
  read: "The phone reported that it was opened. SMS, MMS and web push never report this.",
  failed: "Refused, blocked, expired or impossible to deliver.",
  clicked: "A person opened a link or tapped a button that opens one. Link scanners are not counted.",
  tapped: "A person tapped a reply button.",
  replied: "A person wrote back.",
  opted_out: "A person opted out in answer to this message.",
} as const;

export type Metric = keyof typeof metricDefinitions;
export const metrics = Object.keys(metricDefinitions).filter(isMetric);

export function isMetric(name: string): name is Metric {
  return name in metricDefinitions;
}
