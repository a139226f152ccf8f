import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { besideKey } from "@/db/queries/beside-key";
import type { ReadReceipt } from "@/db/queries/learn-from-receipts";
import { isUuid } from "@/lib/links/uuid-bytes";

/** What our own record of a hand-over says of a delivery `d`, whatever was reported since. */
const isKnown = sql`d.state in ('accepted', 'delivered', 'read') and d.accepted_at is not null and d.lease_until is null
  and d.provider_message_id is not null and d.error_code is null`;

/**
 * Which receipts only say what our own record has said since the hand-over: that the provider took a message. Every
 * message has one such receipt, and mostly it changes nothing, so these are looked up without locking anything. What is
 * known by our own record stays known, whatever else is reported at the same time.
 */
export async function oldNews(
  tx: Pick<Database, "execute">,
  receipts: readonly ReadReceipt[],
): Promise<ReadonlySet<string>> {
  const asked = receipts.flatMap(({ id, workspaceId, report }) =>
    report !== null &&
    report.evidence.kind === "submitted" &&
    report.charge === null &&
    report.clientRef !== null &&
    isUuid(report.clientRef)
      ? [{ id, workspaceId, ref: report.clientRef }]
      : [],
  );
  if (asked.length === 0) return new Set();
  const rows = await tx.execute<{ id: string }>(sql`
    select e.id from jsonb_to_recordset(${JSON.stringify(asked)}::text::jsonb) as e(id uuid, "workspaceId" uuid, ref uuid)
    cross join lateral (
      select 1 from delivery d where d.id = e.ref and d.workspace_id = e."workspaceId" and ${besideKey(isKnown)}
      offset 0) known`);
  return new Set(rows.map(({ id }) => id));
}
