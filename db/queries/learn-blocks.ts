import { sql } from "drizzle-orm";
import type { Writer } from "@/db/queries/consent";
import type { ReadReceipt, ReportedDelivery } from "@/db/queries/learn-from-receipts";
import { plausibleMoment } from "@/lib/receipts/apply-evidence";
import { blockedUntil } from "@/lib/routing/blocked-until";
import { receiptFailure } from "@/lib/routing/failure-class";

/**
 * Remembers which channels take no more messages to an address for a while, for every campaign. The latest end counts,
 * so the order in which receipts come does not matter.
 */
export async function learnBlocks(
  tx: Pick<Writer, "execute">,
  receipts: readonly ReadReceipt[],
  deliveries: ReadonlyMap<string, ReportedDelivery>,
): Promise<void> {
  const latest = new Map<string, { addressId: string; workspaceId: string; channel: string; until: Date }>();
  for (const { id, receivedAt, report } of receipts) {
    const delivery = deliveries.get(id);
    const code = report?.evidence.code ?? null;
    if (delivery === undefined || report === null || code === null) continue;
    const at = plausibleMoment(report.evidence.at, delivery.createdAt, receivedAt);
    const until = blockedUntil(receiptFailure(code), at);
    if (until === null) continue;
    const { addressId, workspaceId, channel } = delivery;
    const key = `${addressId} ${channel}`;
    const known = latest.get(key);
    if (known === undefined || known.until < until) latest.set(key, { addressId, workspaceId, channel, until });
  }
  if (latest.size === 0) return;
  await tx.execute(sql`
    insert into reachability (address_id, channel, workspace_id, blocked_until)
    select e."addressId", e.channel, e."workspaceId", e.until
    from jsonb_to_recordset(${JSON.stringify([...latest.values()])}::text::jsonb) as e("addressId" uuid, channel text,
      "workspaceId" uuid, until timestamptz)
    join address a on a.id = e."addressId" and a.workspace_id = e."workspaceId"
    order by e."addressId", e.channel
    on conflict (address_id, channel) do update
      set blocked_until = greatest(reachability.blocked_until, excluded.blocked_until)`);
}
