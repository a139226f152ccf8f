import { type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db/client";

/** What was learned about one rung of one person. */
export interface Progress {
  campaignId: string;
  contactId: string;
  rung: number;
  /** Of `succeeded`: the reason. Otherwise when the ladder is to look again; null for at once. */
  step: { kind: "succeeded"; reason: string } | { kind: "look_at"; at: Date | null };
}

/**
 * The ids of the deliveries that wait, of a row that has campaign_id and contact_id. "offset 0" keeps the look-up as it
 * stands: the planner does not know yet how much a new campaign has pending, and would walk through all of that for each
 * person.
 */
function pendingOf(row: SQL): SQL {
  return sql`select id from delivery
    where campaign_id = ${row}.campaign_id and contact_id = ${row}.contact_id and state = 'pending' offset 0`;
}

/**
 * The rows of "e" with what their people's rows say, each found by its key and locked, in the order of "e". What is asked
 * of their state is asked outside of "offset 0": inside, the planner would rather walk through everybody in the campaign
 * who is in that state, of whom its statistics know nothing yet.
 */
const locked = sql`e.* from e cross join lateral (
  select state, rung from recipient where campaign_id = e."campaignId" and contact_id = e."contactId"
  offset 0 for no key update)`;

/**
 * Moves people along: a success ends the ladder at any rung, even after its last wait, and takes back what waits to be
 * sent; it counts too for whoever left before we heard of it, as it would have the other way round. A new moment to look
 * counts for the current rung only. Whoever was stopped stays as they are.
 */
export async function advanceRecipients(tx: Pick<Database, "execute">, progress: readonly Progress[], now: Date) {
  const succeeded = new Map<string, { campaignId: string; contactId: string; rung: number; reason: string }>();
  const looking: { campaignId: string; contactId: string; rung: number; at: Date | null }[] = [];
  for (const { step, ...who } of progress) {
    const key = `${who.campaignId} ${who.contactId}`;
    if (step.kind === "look_at") looking.push({ ...who, at: step.at });
    else if ((succeeded.get(key)?.rung ?? Number.POSITIVE_INFINITY) > who.rung) {
      succeeded.set(key, { ...who, reason: step.reason });
    }
  }
  if (succeeded.size > 0) {
    await tx.execute(sql`
      with e as materialized (
        select * from jsonb_to_recordset(${JSON.stringify([...succeeded.values()])}::text::jsonb)
          as e("campaignId" uuid, "contactId" uuid, reason text)
        order by "campaignId", "contactId"
      ), mine as materialized (
        select ${locked} as held where held.state in ('pending', 'active', 'exhausted', 'opted_out')
      ), done as (
        update recipient r set state = 'succeeded', next_action_at = null, reason = mine.reason,
          updated_at = ${now.toISOString()}::timestamptz
        from mine where r.campaign_id = mine."campaignId" and r.contact_id = mine."contactId"
        returning r.campaign_id, r.contact_id)
      -- What waits may be of this very rung: a message that failed for a while and is to be tried again.
      update delivery d set state = 'cancelled', error_code = 'succeeded'
      from done cross join lateral (${pendingOf(sql`done`)}) own
      where d.id = own.id and d.state = 'pending'`);
  }
  if (looking.length > 0) {
    await tx.execute(sql`
      with e as materialized (
        select * from jsonb_to_recordset(${JSON.stringify(looking)}::text::jsonb)
          as e("campaignId" uuid, "contactId" uuid, rung int, at timestamptz)
        order by "campaignId", "contactId"
      ), mine as materialized (
        select ${locked} as held where held.state = 'active' and held.rung = e.rung
      )
      update recipient r set next_action_at = mine.at, updated_at = ${now.toISOString()}::timestamptz
      from mine where r.campaign_id = mine."campaignId" and r.contact_id = mine."contactId"`);
  }
}
