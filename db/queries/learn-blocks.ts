import { sql } from "drizzle-orm";
import type { Writer } from "@/db/queries/consent";
import type { ReadReceipt, ReportedDelivery } from "@/db/queries/learn-from-receipts";
import { plausibleMoment } from "@/lib/receipts/apply-evidence";
import { blockedUntil } from "@/lib/routing/blocked-until";
import { receiptCodesOf, receiptFailure } from "@/lib/routing/failure-class";

interface Block {
  addressId: string;
  workspaceId: string;
  channel: string;
  until: Date;
}

/**
 * Remembers which channels take no more messages to an address for a while, for every campaign. The latest end counts,
 * so the order in which receipts come does not matter. The deliveries must know of the receipts already.
 */
export async function learnBlocks(
  tx: Pick<Writer, "execute">,
  receipts: readonly ReadReceipt[],
  deliveries: ReadonlyMap<string, ReportedDelivery>,
): Promise<void> {
  const latest = new Map<string, Block>();
  const capped = new Map<string, ReportedDelivery>();
  const remember = (block: Block) => {
    const key = `${block.addressId} ${block.channel}`;
    const known = latest.get(key);
    if (known === undefined || known.until < block.until) latest.set(key, block);
  };
  for (const { id, receivedAt, report } of receipts) {
    const delivery = deliveries.get(id);
    const code = report?.evidence.code ?? null;
    if (delivery === undefined || report === null || code === null) continue;
    const at = plausibleMoment(report.evidence.at, delivery.createdAt, receivedAt);
    const failure = receiptFailure(code);
    const until = blockedUntil(failure, at);
    if (until === null) continue;
    const { addressId, workspaceId, channel } = delivery;
    remember({ addressId, workspaceId, channel, until });
    if (failure === "capped") capped.set(`${addressId} ${channel}`, delivery);
  }
  if (latest.size === 0) return;
  for (const block of await growingBlocks(tx, [...capped.values()])) remember(block);
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

/** How long those who were capped again and again are left alone, by all that is known of their messages. */
async function growingBlocks(tx: Pick<Writer, "execute">, capped: readonly ReportedDelivery[]): Promise<Block[]> {
  if (capped.length === 0) return [];
  const who = capped.map(({ workspaceId, contactId, addressId, channel }) => ({
    ...{ workspaceId, contactId, addressId, channel },
  }));
  const rows = await tx.execute<Omit<Block, "until"> & { inARow: number; failedAt: string | Date }>(sql`
    select e."addressId", e."workspaceId", e.channel, failed.count::int as "inARow", failed.latest as "failedAt"
    from jsonb_to_recordset(${JSON.stringify(who)}::text::jsonb) as e("workspaceId" uuid, "contactId" uuid,
      "addressId" uuid, channel text)
    cross join lateral (
      select max(d.delivered_at) as latest from delivery d
      where d.contact_id = e."contactId" and d.workspace_id = e."workspaceId" and d.address_id = e."addressId"
        and d.channel = e.channel) arrived
    cross join lateral (
      select count(*) as count, max(d.failed_at) as latest from delivery d
      where d.contact_id = e."contactId" and d.workspace_id = e."workspaceId" and d.address_id = e."addressId"
        and d.channel = e.channel and d.failed_at > coalesce(arrived.latest, '-infinity')
        and d.error_code in (
          select jsonb_array_elements_text(${JSON.stringify(receiptCodesOf("capped"))}::text::jsonb))) failed
    where failed.count > 1`);
  return rows.flatMap(({ inARow, failedAt, ...block }) => {
    const until = blockedUntil("capped", new Date(failedAt), inARow);
    return until === null ? [] : [{ ...block, until }];
  });
}
