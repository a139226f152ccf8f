import { and, eq, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { whoAnswered } from "@/db/queries/rsvp-answers";
import { recipient } from "@/db/schema/tables";
import type { RsvpQuestion } from "@/lib/campaign/rsvp-questions";
import type { ArmKey, RecipientState } from "@/lib/campaign/schema";
import type { ChannelId } from "@/lib/channels/ids";
import type { DecisionRecord } from "@/lib/routing/explain-decision";

export interface FunnelRow {
  rung: number;
  channel: ChannelId;
  attempted: number;
  accepted: number;
  delivered: number;
  read: number;
  engaged: number;
  failed: number;
  waiting: number;
  /** Reported by the shop; a person may have several. */
  converted: number;
  /** To be called back because the next step took over: called back; refused by the provider; too late. */
  revoked: number;
  revokeRefused: number;
  revokeLate: number;
}

/**
 * What became of the messages, per rung and channel: what is settled from the counts per minute, what is open from its
 * own small index, both at the same moment. Costs the same for a campaign of a thousand and of a million.
 */
export async function campaignFunnel(db: Database, workspaceId: string, campaignId: string): Promise<FunnelRow[]> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    with counted as (
      select rung, channel, coalesce(sum(count) filter (where metric = 'accepted'), 0)::int as accepted,
        coalesce(sum(count) filter (where metric = 'delivered'), 0)::int as delivered,
        coalesce(sum(count) filter (where metric = 'read'), 0)::int as read,
        coalesce(sum(count) filter (where metric = 'engaged'), 0)::int as engaged,
        coalesce(sum(count) filter (where metric = 'failed'), 0)::int as failed,
        coalesce(sum(count) filter (where metric = 'refused'), 0)::int as refused,
        coalesce(sum(count) filter (where metric = 'converted'), 0)::int as converted,
        coalesce(sum(count) filter (where metric = 'revoked'), 0)::int as revoked,
        coalesce(sum(count) filter (where metric = 'revoke_refused'), 0)::int as "revokeRefused",
        coalesce(sum(count) filter (where metric = 'revoke_late'), 0)::int as "revokeLate"
      from rollup where campaign_id = ${campaignId} and workspace_id = ${workspaceId} group by 1, 2
    ), open as (
      select rung, channel, count(*)::int as waiting from delivery
      where campaign_id = ${campaignId} and workspace_id = ${workspaceId} and is_open
      group by 1, 2
    ), rows as (
      select rung, channel, coalesce(accepted, 0) + coalesce(refused, 0) + coalesce(waiting, 0) as attempted,
        coalesce(accepted, 0) as accepted, coalesce(delivered, 0) as delivered, coalesce(read, 0) as read,
        coalesce(engaged, 0) as engaged, coalesce(failed, 0) as failed, coalesce(waiting, 0) as waiting,
        coalesce(converted, 0) as converted, coalesce(revoked, 0) as revoked,
        coalesce("revokeRefused", 0) as "revokeRefused", coalesce("revokeLate", 0) as "revokeLate"
      from counted full join open using (rung, channel)
    )
    select * from rows where attempted > 0 order by rung, channel`);
  return rows.map((row) => row as unknown as FunnelRow);
}

/** What the provider said it bills, in one currency. */
export interface Charge {
  currency: string;
  /** Millionths of the currency's unit. */
  micros: number;
  messages: number;
}

/** What was billed so far, as receipts said it; amounts in different currencies stay apart. */
export async function campaignCharges(db: Database, workspaceId: string, campaignId: string): Promise<Charge[]> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    select cost_currency as currency, sum(cost_micros)::float8 as micros, count(*)::int as messages
    from delivery
    where campaign_id = ${campaignId} and workspace_id = ${workspaceId}
      and cost_micros is not null and cost_currency is not null
    group by cost_currency order by cost_currency`);
  return rows.map((row) => row as unknown as Charge);
}

export interface ArmResult {
  armKey: ArmKey;
  /** People assigned, reached or not: the honest denominator when comparing variants. */
  assigned: number;
  delivered: number;
  engaged: number;
  optedOut: number;
}

/**
 * Per variant: people assigned, and how many of them were reached, engaged and opted out. Bots are not counted. People,
 * not messages: reads all messages of the campaign.
 */
export async function armResults(db: Database, workspaceId: string, campaignId: string): Promise<ArmResult[]> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    with reached as (
      select arm_key, contact_id,
        bool_or(delivered_at is not null or read_at is not null) as delivered,
        bool_or(engaged_at is not null) as engaged
      from delivery where campaign_id = ${campaignId} and workspace_id = ${workspaceId}
      group by arm_key, contact_id
    ), people as (
      select arm_key, count(*)::int as assigned, count(*) filter (where state = 'opted_out')::int as "optedOut"
      from recipient where campaign_id = ${campaignId} and workspace_id = ${workspaceId} and arm_key is not null
      group by arm_key
    ), outcomes as (
      select arm_key, count(*) filter (where delivered)::int as delivered, count(*) filter (where engaged)::int as engaged
      from reached group by arm_key
    )
    select people.arm_key as "armKey", people.assigned, people."optedOut",
      coalesce(outcomes.delivered, 0) as delivered, coalesce(outcomes.engaged, 0) as engaged
    from people left join outcomes using (arm_key) order by 1`);
  return rows.map((row) => row as unknown as ArmResult);
}

/** Why people were not reached or stopped: final states with their reason, most frequent first. */
export async function recipientReasonCounts(
  db: Database,
  workspaceId: string,
  campaignId: string,
): Promise<{ state: RecipientState; reason: string | null; count: number }[]> {
  return db
    .select({ state: recipient.state, reason: recipient.reason, count: sql<number>`count(*)::int` })
    .from(recipient)
    .where(and(eq(recipient.campaignId, campaignId), eq(recipient.workspaceId, workspaceId)))
    .groupBy(recipient.state, recipient.reason)
    .orderBy(sql`count(*) desc`);
}

export interface SeriesPoint {
  /** Start of the bucket, UTC. */
  at: Date;
  channel: ChannelId;
  metric: string;
  count: number;
}

/** The span of a campaign's counted events; null before the first. */
export async function seriesSpan(
  db: Database,
  workspaceId: string,
  campaignId: string,
): Promise<{ first: Date; last: Date } | null> {
  const [row] = await db.execute<{ first: Date | string | null; last: Date | string | null }>(sql`
    select min(minute) as first, max(minute) as last from rollup
    where campaign_id = ${campaignId} and workspace_id = ${workspaceId}`);
  if (row?.first == null || row.last == null) return null;
  return { first: new Date(row.first), last: new Date(row.last) };
}

/** Counts per time bucket, channel and metric, for charts. */
export async function campaignSeries(
  db: Database,
  workspaceId: string,
  campaignId: string,
  bucketMinutes: number,
): Promise<SeriesPoint[]> {
  const rows = await db.execute<{ at: Date | string; channel: ChannelId; metric: string; count: number }>(sql`
    select date_bin(make_interval(mins => ${bucketMinutes}), minute, timestamptz '2020-01-06 00:00+00') as at,
      channel, metric, sum(count)::int as count
    from rollup where campaign_id = ${campaignId} and workspace_id = ${workspaceId}
    group by 1, 2, 3 order by 1`);
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}

export interface RecipientRow {
  contactId: string;
  firstName: string | null;
  lastName: string | null;
  armKey: ArmKey | null;
  state: RecipientState;
  reason: string | null;
  rung: number;
  nextActionAt: Date | null;
  channel: ChannelId | null;
  deliveryState: string | null;
  /** Why each step went the way it did, first step first. */
  decisions: DecisionRecord[];
}

export interface RecipientQuery {
  state: RecipientState | null;
  search: string;
  /** Only those whose last word this answer is, to one of the questions; null for everybody. */
  answer: { id: string; questions: readonly RsvpQuestion[] } | null;
  /** The last contact id of the page before. */
  after: string | null;
  limit: number;
}

/** People of a campaign with where they stand and the last delivery made to them, in a stable order. */
export async function campaignRecipients(
  db: Database,
  workspaceId: string,
  campaignId: string,
  query: RecipientQuery,
): Promise<RecipientRow[]> {
  const pattern = `%${query.search.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;
  const { answer } = query;
  const hasAnswered =
    answer === null ? sql`true` : sql`r.contact_id in (${whoAnswered(workspaceId, campaignId, answer)})`;
  const rows = await db.execute<Record<string, unknown>>(sql`
    select r.contact_id as "contactId", c.first_name as "firstName", c.last_name as "lastName",
      r.arm_key as "armKey", r.state, r.reason, r.rung, r.next_action_at as "nextActionAt",
      d.channel, d.state as "deliveryState",
      (select coalesce(jsonb_agg(jsonb_build_object('rung', x.rung, 'chosen', x.chosen, 'rule', x.rule,
          'gates', x.gates, 'record', x.record) order by x.rung), '[]')
        from decision x where x.campaign_id = r.campaign_id and x.contact_id = r.contact_id) as decisions
    from recipient r
    join contact c on c.id = r.contact_id and c.workspace_id = r.workspace_id
    left join lateral (
      select channel, state from delivery
      where campaign_id = r.campaign_id and contact_id = r.contact_id order by rung desc limit 1
    ) d on true
    where r.campaign_id = ${campaignId} and r.workspace_id = ${workspaceId}
      and (${query.state}::text is null or r.state = ${query.state})
      and (${query.after}::uuid is null or r.contact_id > ${query.after}::uuid)
      and (${query.search} = '' or concat_ws(' ', c.first_name, c.last_name) ilike ${pattern})
      and ${hasAnswered}
    order by r.contact_id limit ${query.limit}`);
  return rows.map((row) => {
    const nextActionAt = row.nextActionAt as Date | string | null;
    return { ...row, nextActionAt: nextActionAt === null ? null : new Date(nextActionAt) } as RecipientRow;
  });
}
