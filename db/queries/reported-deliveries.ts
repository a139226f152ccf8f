import { sql } from "drizzle-orm";
import type { Writer } from "@/db/queries/consent";
import type { ReadReceipt, ReportedDelivery } from "@/db/queries/learn-from-receipts";
import type { ArmKey } from "@/lib/campaign/schema";
import type { Rung } from "@/lib/ladder/schema";
import { isUuid } from "@/lib/links/uuid-bytes";
import type { DeliveryFacts } from "@/lib/receipts/apply-evidence";

type Statements = Pick<Writer, "execute">;

/** A delivery as the receipts about it find it. */
export interface LockedDelivery extends DeliveryFacts, ReportedDelivery {
  campaignId: string;
  rung: number;
  armKey: ArmKey;
  engagedAt: Date | null;
  /** When it was called back, so that it should not arrive; null when it was not. */
  revokedAt: Date | null;
  providerMessageId: string | null;
  costMicros: number | null;
  costCurrency: string | null;
  rungSetup: Rung | null;
}

/** The deliveries the receipts are about, by receipt. Our own reference names them; else the provider's id. */
export async function lockDeliveries(
  tx: Statements,
  receipts: readonly ReadReceipt[],
): Promise<Map<string, LockedDelivery>> {
  const names = new Map<string, Name>();
  const nameOfReceipt = new Map<string, string>();
  for (const receipt of receipts) {
    const name = nameOf(receipt);
    if (name === null) continue;
    const { workspaceId, ref, providerId } = name;
    const key = ref === null ? byProvider(workspaceId, providerId) : byRef(workspaceId, ref);
    names.set(key, name);
    nameOfReceipt.set(receipt.id, key);
  }
  if (names.size === 0) return new Map();
  const byName = new Map<string, LockedDelivery>();
  for (const row of await lockNamed(tx, [...names.values()])) {
    byName.set(byRef(row.workspaceId, row.id), row);
    byName.set(byProvider(row.workspaceId, row.providerMessageId), row);
  }
  const byReceipt = new Map<string, LockedDelivery>();
  for (const [id, key] of nameOfReceipt) {
    const delivery = byName.get(key);
    if (delivery !== undefined) byReceipt.set(id, delivery);
  }
  return byReceipt;
}

/** How a receipt names its message, within its workspace. */
interface Name {
  workspaceId: string;
  ref: string | null;
  /** Only of one without our reference. */
  providerId: string | null;
}

function nameOf({ workspaceId, report }: ReadReceipt): Name | null {
  if (report === null) return null;
  const { clientRef, providerMessageId } = report;
  return clientRef !== null && isUuid(clientRef)
    ? { workspaceId, ref: clientRef.toLowerCase(), providerId: null }
    : { workspaceId, ref: null, providerId: providerMessageId };
}

const byRef = (workspaceId: string, ref: string) => `${workspaceId} ${ref}`;
const byProvider = (workspaceId: string, providerId: string | null) => `${workspaceId} by ${providerId}`;

const momentKeys = [
  "createdAt",
  "leaseUntil",
  "acceptedAt",
  "deliveredAt",
  "readAt",
  "failedAt",
  "engagedAt",
  "revokedAt",
] as const;

async function lockNamed(tx: Statements, names: readonly Name[]): Promise<LockedDelivery[]> {
  const rows = await tx.execute<Record<string, unknown>>(sql`
    with e as materialized (select * from jsonb_to_recordset(${JSON.stringify(names)}::text::jsonb)
      as e("workspaceId" uuid, ref uuid, "providerId" text)),
    hit as materialized (
      select * from (
        select ref as id, "workspaceId" from e where ref is not null
        union
        select d.id, d.workspace_id from e join delivery d
          on d.provider_message_id = e."providerId" and d.workspace_id = e."workspaceId" where e.ref is null) found
      order by id)
    select d.id, d.workspace_id as "workspaceId", d.campaign_id as "campaignId",
      d.contact_id as "contactId", d.address_id as "addressId", d.rung, d.arm_key as "armKey", d.channel, d.state,
      d.created_at as "createdAt", d.lease_until as "leaseUntil", d.accepted_at as "acceptedAt",
      d.delivered_at as "deliveredAt", d.read_at as "readAt", d.failed_at as "failedAt",
      d.engaged_at as "engagedAt", case when d.revoke_outcome = 'revoked' then d.revoke_at end as "revokedAt",
      d.error_code as "errorCode", d.provider_message_id as "providerMessageId",
      d.cost_micros as "costMicros", d.cost_currency as "costCurrency"
    from hit
    -- Locked one by one. In a plain join, a row that somebody else has just changed is checked against the join again
    -- with the other side forgotten, and silently left out.
    cross join lateral (
      select * from delivery where id = hit.id and workspace_id = hit."workspaceId" for no key update) d`);
  const rungs = await readRungs(tx, new Set(rows.map((row) => String(row.campaignId))));
  return rows.flatMap((row) => {
    const ofCampaign = rungs.get(String(row.campaignId));
    if (ofCampaign === undefined) return [];
    for (const key of momentKeys) if (typeof row[key] === "string") row[key] = new Date(row[key]);
    return [{ ...row, rungSetup: ofCampaign[Number(row.rung)] ?? null } as unknown as LockedDelivery];
  });
}

/** The rungs of campaigns. They are read once for all, not with each delivery: a ladder is a large value. */
async function readRungs(tx: Statements, campaignIds: ReadonlySet<string>): Promise<Map<string, Rung[]>> {
  if (campaignIds.size === 0) return new Map();
  const rows = await tx.execute<{ id: string; rungs: Rung[] | null }>(sql`
    select id, ladder -> 'rungs' as rungs from campaign
    where id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify([...campaignIds])}::text::jsonb))`);
  return new Map(rows.map(({ id, rungs }) => [id, rungs ?? []]));
}
