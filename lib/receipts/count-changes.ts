import type { DeliveryFacts } from "@/lib/receipts/apply-evidence";

const countedMetrics = ["accepted", "delivered", "read", "failed", "refused"] as const;
type CountedMetric = (typeof countedMetrics)[number];

export interface CountChange {
  metric: CountedMetric;
  at: Date;
  by: 1 | -1;
}

const momentOf: Record<CountedMetric, (facts: DeliveryFacts) => Date | null> = {
  accepted: (facts) => facts.acceptedAt,
  delivered: (facts) => facts.deliveredAt,
  read: (facts) => facts.readAt,
  failed: failedAt,
  refused: (facts) => (facts.acceptedAt === null ? failedAt(facts) : null),
};

/** A message that was taken back has such a moment too, and is no failure. */
function failedAt({ state, failedAt: at }: DeliveryFacts): Date | null {
  return state === "rejected" || state === "undeliverable" ? at : null;
}

/** How the charts' counts change with a delivery: they always are what the deliveries themselves would give. */
export function countChanges(before: DeliveryFacts, after: DeliveryFacts): CountChange[] {
  const changes: CountChange[] = [];
  for (const metric of countedMetrics) {
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
