import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import type { ReadReceipt } from "@/db/queries/learn-from-receipts";
import { isUuid } from "@/lib/links/uuid-bytes";
import { applyEvidence, type DeliveryFacts, plausibleMoment } from "@/lib/receipts/apply-evidence";

interface ReportedTest extends DeliveryFacts {
  id: string;
  providerMessageId: string | null;
}

const momentKeys = ["createdAt", "leaseUntil", "acceptedAt", "deliveredAt", "readAt", "failedAt"] as const;

/**
 * Applies the receipts that are about tests, by the same rules as those of deliveries, and to nothing but the tests:
 * nobody advances, nothing is counted. Answers which receipts those were.
 */
export async function applyTestReceipts(
  tx: Pick<Database, "execute">,
  receipts: readonly ReadReceipt[],
): Promise<Set<string>> {
  const named = receipts.flatMap(({ id, workspaceId, report }) => {
    if (report === null) return [];
    const ref = report.clientRef !== null && isUuid(report.clientRef) ? report.clientRef : null;
    return [{ id, workspaceId, ref, providerId: report.providerMessageId }];
  });
  if (named.length === 0) return new Set();
  const rows = await tx.execute<Record<string, unknown>>(sql`
    with e as materialized (select * from jsonb_to_recordset(${JSON.stringify(named)}::text::jsonb)
      as e(id uuid, "workspaceId" uuid, ref uuid, "providerId" text)),
    hit as materialized (
      select * from (
        select e.id as receipt, t.id from e join test_send t on t.id = e.ref and t.workspace_id = e."workspaceId"
        union all
        select e.id, t.id from e join test_send t
          on t.provider_message_id = e."providerId" and t.workspace_id = e."workspaceId" where e.ref is null) found
      order by id)
    select hit.receipt, t.id, t.state, t.created_at as "createdAt", t.lease_until as "leaseUntil",
      t.accepted_at as "acceptedAt", t.delivered_at as "deliveredAt", t.read_at as "readAt", t.failed_at as "failedAt",
      t.error_code as "errorCode", t.provider_message_id as "providerMessageId"
    from hit cross join lateral (select * from test_send where id = hit.id for no key update) t`);
  const ours = new Map<string, string>();
  const tests = new Map<string, ReportedTest>();
  for (const { receipt, ...row } of rows) {
    for (const key of momentKeys) row[key] = row[key] === null ? null : new Date(row[key] as string | Date);
    const test = row as unknown as ReportedTest;
    ours.set(String(receipt), test.id);
    tests.set(test.id, test);
  }
  for (const { id, receivedAt, report } of receipts) {
    const before = tests.get(ours.get(id) ?? "");
    if (before === undefined || report === null) continue;
    const at = plausibleMoment(report.evidence.at, before.createdAt, receivedAt);
    const providerMessageId = before.providerMessageId ?? report.providerMessageId;
    tests.set(before.id, { ...before, ...applyEvidence(before, { ...report.evidence, at }), providerMessageId });
  }
  if (tests.size === 0) return new Set();
  await tx.execute(sql`
    update test_send t set state = e.state, lease_until = e."leaseUntil", accepted_at = e."acceptedAt",
      delivered_at = e."deliveredAt", read_at = e."readAt", failed_at = e."failedAt", error_code = e."errorCode",
      provider_message_id = e."providerMessageId"
    from jsonb_to_recordset(${JSON.stringify([...tests.values()])}::text::jsonb) as e(id uuid, state text,
      "leaseUntil" timestamptz, "acceptedAt" timestamptz, "deliveredAt" timestamptz, "readAt" timestamptz,
      "failedAt" timestamptz, "errorCode" text, "providerMessageId" text)
    where t.id = e.id`);
  return new Set(ours.keys());
}
