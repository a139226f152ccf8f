import type { DeliveryFacts } from "@/lib/receipts/apply-evidence";

type CountedMetric = "accepted" | "delivered" | "read" | "failed";

export interface CountChange {
  metric: CountedMetric;
  at: Date;
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
    const [was, is] = [momentOf[metric](before), momentOf[metric](after)];
    if (minuteOf(was) === minuteOf(is)) continue;
    if (was !== null) changes.push({ metric, at: was, by: -1 });
    if (is !== null) changes.push({ metric, at: is, by: 1 });
  }
  return changes;
}

function minuteOf(at: Date | null): number | null {
  return at === null ? null : Math.floor(at.getTime() / 60_000);
}
