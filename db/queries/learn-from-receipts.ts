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

/**
 * The carrier says that the person told it to stop: that is our opt-out as well, unless we know already, or the person
 * has asked for messages since.
 */
export async function optOutAtProvider(
  tx: Writer,
  receipts: readonly ReadReceipt[],
  deliveries: ReadonlyMap<string, ReportedDelivery>,
  now: Date,
) {
  const stopped = new Map<string, { delivery: ReportedDelivery; code: string; at: Date }>();
  for (const { id, receivedAt, report } of receipts) {
    const delivery = deliveries.get(id);
    const code = report?.evidence.code ?? null;
    if (delivery === undefined || report === null || code === null || receiptFailure(code) !== "opted_out") continue;
    const at = plausibleMoment(report.evidence.at, delivery.createdAt, receivedAt);
    const known = stopped.get(delivery.contactId);
    if (known === undefined || known.at < at) stopped.set(delivery.contactId, { delivery, code, at });
  }
  if (stopped.size === 0) return;
  const said = JSON.stringify([...stopped].map(([contactId, { at }]) => ({ contactId, at })));
  const news = await tx.execute<{ id: string }>(sql`
    select k.id from jsonb_to_recordset(${said}::text::jsonb) as e("contactId" uuid, at timestamptz)
    join contact k on k.id = e."contactId"
    where not exists (select from consent c
        where c.contact_id = k.id and c.channel = '*' and c.topic = '*' and c.status = 'opted_out')
      and not exists (select from consent_event v
        where v.contact_id = k.id and v.status = 'opted_in' and v.source in ('keyword', 'preference_page')
          and v.at > e.at)`);
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
