import { eq, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { appendAudit } from "@/db/queries/audit";
import { recordEngagements } from "@/db/queries/engagement";
import { conversionKey } from "@/db/schema/conversions";
import type { ReportedConversion } from "@/lib/analytics/conversion-report";
import type { ChannelId } from "@/lib/channels/ids";

/** A conversion belongs to the last message the person got in this time before it. */
const attributionDays = 7;

/** Takes the place of the key before, which opens nothing any more. */
export async function saveConversionKey(
  db: Database,
  { workspaceId, userId, keyHash, now }: { workspaceId: string; userId: string; keyHash: string; now: Date },
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx
      .insert(conversionKey)
      .values({ workspaceId, keyHash, madeAt: now })
      .onConflictDoUpdate({ target: conversionKey.workspaceId, set: { keyHash, madeAt: now } });
    const subject = { subjectKind: "workspace", subjectId: workspaceId };
    await appendAudit(tx, { workspaceId, userId, action: "conversion_key.made", ...subject, now });
  });
}

/** When the key of a workspace was made; null when it has none. */
export async function conversionKeyMadeAt(db: Database, workspaceId: string): Promise<Date | null> {
  const [row] = await db
    .select({ madeAt: conversionKey.madeAt })
    .from(conversionKey)
    .where(eq(conversionKey.workspaceId, workspaceId));
  return row?.madeAt ?? null;
}

/** The workspace a key opens; null for a key that opens none. */
export async function workspaceOfConversionKey(db: Database, keyHash: string): Promise<string | null> {
  const [row] = await db
    .select({ workspaceId: conversionKey.workspaceId })
    .from(conversionKey)
    .where(eq(conversionKey.keyHash, keyHash));
  return row?.workspaceId ?? null;
}

/**
 * Records what people did, each event once, and ends the ladders that waited for it. Answers how many of the reported
 * people the workspace knows.
 */
export async function recordConversions(
  db: Database,
  workspaceId: string,
  reported: readonly ReportedConversion[],
  now: Date,
): Promise<number> {
  const events = reported.map(({ at, ...event }) => ({ ...event, at: at === undefined || at > now ? now : at }));
  return db.transaction(async (tx) => {
    const rows = await tx.execute<{ id: string; at: Date | string; contactId: string } & Delivered>(sql`
      with e as (select * from jsonb_to_recordset(${JSON.stringify(events)}::text::jsonb)
        as e(id text, "externalId" text, phone text, at timestamptz)),
      who as (
        select e.id, e.at, k.id as contact_id from e
        left join address a on a.workspace_id = ${workspaceId} and a.kind = 'phone' and a.value = e.phone
        left join contact x on x.workspace_id = ${workspaceId} and x.external_id = e."externalId"
        join contact k on k.id = coalesce(x.id, a.contact_id) and k.workspace_id = ${workspaceId} and k.erased_at is null)
      select who.id, who.at, who.contact_id as "contactId", d.id as "deliveryId", d.channel
      from who left join lateral (
        select id, channel from delivery
        where contact_id = who.contact_id and workspace_id = ${workspaceId} and accepted_at <= who.at
          and created_at > who.at - make_interval(days => ${attributionDays})
        order by created_at desc limit 1) d on true
      order by who.contact_id, who.id`);
    const acts = rows.map(({ id, at, contactId, deliveryId, channel }) => ({
      ...{ workspaceId, contactId, deliveryId, channel, kind: "conversion" as const, target: null, isBot: false },
      ...{ dedupeKey: `conversion:${workspaceId}:${id}`, at: new Date(at) },
    }));
    await recordEngagements(tx, acts, now);
    return acts.length;
  });
}

type Delivered = { deliveryId: string | null; channel: ChannelId | null };
