import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import type { Metric } from "@/lib/analytics/metrics";
import type { ArmKey } from "@/lib/campaign/schema";
import type { ChannelId } from "@/lib/channels/ids";

/** What was learned about one rung of one person. */
export interface Progress {
  campaignId: string;
  contactId: string;
  rung: number;
  /** Of `succeeded`: the reason. Otherwise when the ladder is to look again. */
  step: { kind: "succeeded"; reason: string } | { kind: "look_at"; at: Date };
}

/**
 * Moves people along: a success ends the ladder at any rung, even after its last wait, and takes back what waits to be
 * sent; a new moment to look counts for the current rung only. Whoever left or was stopped stays as they are.
 */
export async function advanceRecipients(tx: Pick<Database, "execute">, progress: readonly Progress[], now: Date) {
  const succeeded = new Map<string, { campaignId: string; contactId: string; rung: number; reason: string }>();
  const looking: { campaignId: string; contactId: string; rung: number; at: Date }[] = [];
  for (const { step, ...who } of progress) {
    const key = `${who.campaignId} ${who.contactId}`;
    if (step.kind === "look_at") looking.push({ ...who, at: step.at });
    else if ((succeeded.get(key)?.rung ?? Number.POSITIVE_INFINITY) > who.rung) {
      succeeded.set(key, { ...who, reason: step.reason });
    }
  }
  if (succeeded.size > 0) {
    await tx.execute(sql`
      with e as (select * from jsonb_to_recordset(${JSON.stringify([...succeeded.values()])}::text::jsonb)
        as e("campaignId" uuid, "contactId" uuid, reason text)),
      mine as (
        select r.campaign_id, r.contact_id, e.reason from recipient r
        join e on r.campaign_id = e."campaignId" and r.contact_id = e."contactId"
        where r.state in ('pending', 'active', 'exhausted')
        order by r.campaign_id, r.contact_id for no key update of r),
      done as (
        update recipient r set state = 'succeeded', next_action_at = null, reason = mine.reason,
          updated_at = ${now.toISOString()}::timestamptz
        from mine where r.campaign_id = mine.campaign_id and r.contact_id = mine.contact_id
        returning r.campaign_id, r.contact_id)
      update delivery d set state = 'cancelled', error_code = 'succeeded'
      from done where d.campaign_id = done.campaign_id and d.contact_id = done.contact_id and d.state = 'pending'`);
  }
  if (looking.length > 0) {
    await tx.execute(sql`
      with e as (select * from jsonb_to_recordset(${JSON.stringify(looking)}::text::jsonb)
        as e("campaignId" uuid, "contactId" uuid, rung int, at timestamptz)),
      mine as (
        select r.campaign_id, r.contact_id, e.at from recipient r
        join e on r.campaign_id = e."campaignId" and r.contact_id = e."contactId" and r.rung = e.rung
        where r.state = 'active' order by r.campaign_id, r.contact_id for no key update of r)
      update recipient r set next_action_at = mine.at, updated_at = ${now.toISOString()}::timestamptz
      from mine where r.campaign_id = mine.campaign_id and r.contact_id = mine.contact_id`);
  }
}

/** One delivery's part in the charts. */
export interface Count {
  campaignId: string;
  workspaceId: string;
  minute: Date;
  armKey: ArmKey;
  rung: number;
  channel: ChannelId;
  metric: Metric;
  by: number;
}

/** Adds to the counts per minute, in the order of their key so that two writers never wait for each other in a ring. */
export async function addToRollups(tx: Pick<Database, "execute">, counts: readonly Count[]): Promise<void> {
  if (counts.length === 0) return;
  await tx.execute(sql`
    insert into rollup (campaign_id, minute, arm_key, rung, channel, metric, workspace_id, count)
    select e."campaignId", e.minute, e."armKey", e.rung, e.channel, e.metric, e."workspaceId", sum(e.by)
    from jsonb_to_recordset(${JSON.stringify(counts)}::text::jsonb) as e("campaignId" uuid, minute timestamptz,
      "armKey" text, rung int, channel text, metric text, "workspaceId" uuid, by int)
    group by 1, 2, 3, 4, 5, 6, 7 having sum(e.by) <> 0 order by 1, 2, 3, 4, 5, 6
    on conflict (campaign_id, minute, arm_key, rung, channel, metric)
      do update set count = rollup.count + excluded.count`);
}
