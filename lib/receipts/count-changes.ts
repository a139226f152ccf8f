import type { DeliveryFacts } from "@/lib/receipts/apply-evidence";

type CountedMetric = "accepted" | "delivered" | "read" | "failed";

export interface CountChange {
  metric: CountedMetric;
  minute: Date;
  by: 1 | -1;
}

const momentOf: Record<CountedMetric, (facts: DeliveryFacts) => Date | null> = {
  accepted: (facts) => facts.acceptedAt,
  delivered: (facts) => facts.deliveredAt,
  read: (facts) => facts.readAt,
  failed: (facts) => facts.failedAt,
};

/** How the charts' counts change with a delivery: they always are what the deliveries themselves would give. */
export function countChanges(before: DeliveryFacts, after: DeliveryFacts): CountChange[] {
  const changes: CountChange[] = [];
  for (const metric of ["accepted", "delivered", "read", "failed"] as const) {
    const [was, is] = [momentOf[metric](before), momentOf[metric](after)].map(minuteOf);
    if (was?.getTime() === is?.getTime()) continue;
    if (was) changes.push({ metric, minute: was, by: -1 });
    if (is) changes.push({ metric, minute: is, by: 1 });
  }
  return changes;
}

/** The minute a moment belongs to. */
export function minuteOf<Moment extends Date | null>(at: Moment): Moment | Date {
  return at === null ? at : new Date(Math.floor(at.getTime() / 60_000) * 60_000);
}
