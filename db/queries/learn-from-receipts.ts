import { sql } from "drizzle-orm";
import { appendConsentEvents, type Writer } from "@/db/queries/consent";
import { recordEngagements } from "@/db/queries/engagement";
import type { ChannelId } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import { globalScope } from "@/lib/consent/scope";
import { plausibleMoment } from "@/lib/receipts/apply-evidence";
import type { StatusReport } from "@/lib/receipts/vonage-status";
import { receiptFailure } from "@/lib/routing/failure-class";

/** A stored receipt, read; null when it could not be. */
export interface ReadReceipt {
  id: string;
  workspaceId: string;
  receivedAt: Date;
  report: StatusReport | null;
}

/** Whom a receipt is about. */
export interface ReportedDelivery {
  id: string;
  workspaceId: string;
  contactId: string;
  addressId: string;
  channel: ChannelId;
  createdAt: Date;
}

/** Codes that speak of the address rather than of this message: not a user of the network, unfit device, no such number. */
const unreachableCodes = new Set(["1300", "1310", "1170", "1190"]);

/** The latest word counts. Good news is only worth a row where bad news is to be expected: not every phone has the app. */
export async function learnReachability(
  tx: Pick<Writer, "execute">,
  receipts: readonly ReadReceipt[],
  deliveries: ReadonlyMap<string, ReportedDelivery>,
) {
  const latest = new Map<
    string,
    { addressId: string; workspaceId: string; channel: string; reachable: boolean; at: Date; from: string }
  >();
  for (const { id, receivedAt, report } of receipts) {
    const delivery = deliveries.get(id);
    if (delivery === undefined || report === null) continue;
    const { kind, code } = report.evidence;
    const isGood = (kind === "delivered" || kind === "read") && channels[delivery.channel].hasReadReceipts;
    const isBad = kind === "rejected" && code !== null && unreachableCodes.has(code);
    if (!isGood && !isBad) continue;
    const { addressId, workspaceId, channel } = delivery;
    const at = plausibleMoment(report.evidence.at, delivery.createdAt, receivedAt);
    const key = `${addressId} ${channel}`;
    const known = latest.get(key);
    // At the same moment bad news counts, whichever came first.
    if (known !== undefined && (known.at > at || (known.at.getTime() === at.getTime() && isGood))) continue;
    latest.set(key, {
      addressId,
      workspaceId,
      channel,
      reachable: isGood,
      at,
      from: isGood ? "receipt" : (code ?? ""),
    });
  }
  if (latest.size === 0) return;
  await tx.execute(sql`
    insert into reachability (address_id, channel, workspace_id, reachable, learned_at, learned_from)
    select e."addressId", e.channel, e."workspaceId", e.reachable, e.at, e."from"
    from jsonb_to_recordset(${JSON.stringify([...latest.values()])}::text::jsonb) as e("addressId" uuid, channel text,
      "workspaceId" uuid, reachable boolean, at timestamptz, "from" text)
    join address a on a.id = e."addressId"
    order by e."addressId", e.channel
    on conflict (address_id, channel) do update
      set reachable = excluded.reachable, learned_at = excluded.learned_at, learned_from = excluded.learned_from
      where reachability.learned_at is null or reachability.learned_at < excluded.learned_at
        or (reachability.learned_at = excluded.learned_at and not excluded.reachable)`);
}

/** The carrier says that the person told it to stop: that is our opt-out as well, unless we know already. */
export async function optOutAtProvider(
  tx: Writer,
  receipts: readonly ReadReceipt[],
  deliveries: ReadonlyMap<string, ReportedDelivery>,
  now: Date,
) {
  const stopped = new Map<string, { delivery: ReportedDelivery; code: string }>();
  for (const { id, report } of receipts) {
    const delivery = deliveries.get(id);
    const code = report?.evidence.code ?? null;
    if (delivery === undefined || code === null || receiptFailure(code) !== "opted_out") continue;
    stopped.set(delivery.contactId, { delivery, code });
  }
  if (stopped.size === 0) return;
  const news = await tx.execute<{ id: string }>(sql`
    select k.id from contact k
    where k.id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify([...stopped.keys()])}::text::jsonb))
      and not exists (select from consent c
        where c.contact_id = k.id and c.channel = '*' and c.topic = '*' and c.status = 'opted_out')`);
  const leaving = [...news].flatMap(({ id }) => stopped.get(id) ?? []);
  await appendConsentEvents(
    tx,
    leaving.map(({ delivery: { contactId, workspaceId, channel }, code }) => ({
      ...{ ...globalScope, workspaceId, contactId, status: "opted_out", source: "provider" },
      ...{ proof: { code, channel }, at: now },
    })),
  );
  await recordEngagements(
    tx,
    leaving.map(({ delivery: { id, contactId, workspaceId, channel } }) => ({
      ...{ workspaceId, contactId, channel, deliveryId: id, kind: "opt_out", target: null },
      ...{ isBot: false, dedupeKey: `opt_out:${id}`, at: now },
    })),
    now,
  );
}
