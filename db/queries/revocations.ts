import { type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import type { WorkspaceSettings } from "@/lib/workspace/schema";

/** A message the next rung overtakes, to be called back. */
export interface Revocation {
  id: string;
  workspaceId: string;
  providerMessageId: string;
}

/**
 * Claims messages to be called back. One that arrived meanwhile is not asked for any more: the phone was first. Asking
 * twice, after a crash, does no harm.
 */
export async function claimRevocations(
  db: Database,
  { limit, now, leaseSeconds }: { limit: number; now: Date; leaseSeconds: number },
): Promise<Revocation[]> {
  const at = now.toISOString();
  const rows = await db.execute<Record<string, unknown>>(sql`
    with open as materialized (
      select id, case when delivered_at is not null then 'delivered_first'
        when provider_message_id is null or failed_at is not null then 'not_needed' end as outcome
      from delivery where revoke_outcome = 'wanted' and (revoke_at is null or revoke_at <= ${at}::timestamptz)
      limit ${limit} for no key update skip locked
    ), claimed as (
      update delivery d set revoke_outcome = coalesce(open.outcome, 'wanted'), revoke_at = case when open.outcome is null
        then ${at}::timestamptz + make_interval(secs => ${leaseSeconds}) else ${at}::timestamptz end
      from open where d.id = open.id
      returning d.id, d.workspace_id, d.campaign_id, d.arm_key, d.rung, d.channel, d.provider_message_id,
        d.revoke_outcome, d.revoke_at
    ), ${countedIn("claimed")}
    select id, workspace_id as "workspaceId", provider_message_id as "providerMessageId" from claimed
    where revoke_outcome = 'wanted'`);
  return rows.map((row) => row as unknown as Revocation);
}

/**
 * Records what providers answered. Whose message was called back gets the next one at once; the others after the time
 * that was set for the answer, in which the receipt of a message that was faster may still come.
 */
export async function recordRevocations(
  db: Database,
  answers: readonly { id: string; isRevoked: boolean }[],
  now: Date,
): Promise<void> {
  if (answers.length === 0) return;
  const at = now.toISOString();
  await db.execute(sql`
    with e as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(answers)}::text::jsonb) as e(id uuid, "isRevoked" boolean) order by id
    ), held as materialized (
      select e."isRevoked", d.* from e cross join lateral (
        select id, campaign_id, contact_id, rung, delivered_at from delivery where id = e.id for no key update) d
    ), recorded as (
      update delivery d set revoke_at = ${at}::timestamptz, revoke_outcome =
        case when held.delivered_at is not null then 'delivered_first' when held."isRevoked" then 'revoked' else 'refused' end
      from held where d.id = held.id and d.revoke_outcome = 'wanted'
      returning d.workspace_id, d.campaign_id, d.arm_key, d.rung, d.channel, d.revoke_outcome, d.revoke_at
    ), ${countedIn("recorded")}, released as materialized (
      select r.campaign_id, r.contact_id from held cross join lateral (
        -- By their key alone: asked for by their state, the planner would walk through all who wait.
        select campaign_id, contact_id, rung, state, next_action_at from recipient
        where campaign_id = held.campaign_id and contact_id = held.contact_id
        offset 0 for no key update skip locked) r
      where held."isRevoked" and r.rung > held.rung and r.state = 'pending' and r.next_action_at > ${at}::timestamptz
    )
    update recipient r set next_action_at = null, updated_at = ${at}::timestamptz
    from released where r.campaign_id = released.campaign_id and r.contact_id = released.contact_id`);
}

/**
 * A part of a statement: adds the outcomes that another part returned to the counts per minute, in the same order as
 * `addToRollups`. What needed no calling back is not counted.
 */
function countedIn(part: "claimed" | "recorded"): SQL {
  return sql`counted as (
      insert into rollup (campaign_id, minute, arm_key, rung, channel, metric, workspace_id, count)
      select campaign_id, minute, arm_key, rung, channel, metric, workspace_id, count(*)
      from (
        select campaign_id, date_trunc('minute', revoke_at) as minute, arm_key, rung, channel, workspace_id,
          case revoke_outcome when 'revoked' then 'revoked' when 'refused' then 'revoke_refused'
            else 'revoke_late' end as metric
        from ${sql.raw(part)} where revoke_outcome in ('revoked', 'refused', 'delivered_first')) outcome
      group by campaign_id, minute, arm_key, rung, channel, metric, workspace_id
      order by campaign_id, minute, arm_key collate "C", rung, channel collate "C", metric collate "C"
      on conflict (campaign_id, minute, arm_key, rung, channel, metric) do update set count = rollup.count + excluded.count
    )`;
}

/** The settings of some workspaces: they say where messages went. */
export async function settingsOf(
  db: Database,
  workspaceIds: readonly string[],
): Promise<Map<string, WorkspaceSettings>> {
  const rows = await db.execute<{ id: string; settings: WorkspaceSettings }>(sql`
    select id, settings from workspace
    where id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(workspaceIds)}::text::jsonb))`);
  return new Map(rows.map(({ id, settings }) => [id, settings]));
}
