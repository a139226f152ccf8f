import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import type { CampaignState } from "@/lib/campaign/schema";
import type { ChannelId } from "@/lib/channels/ids";

/** What one running campaign still has to do. */
export interface CampaignQueue {
  campaignId: string;
  name: string;
  state: Extract<CampaignState, "sending" | "paused">;
  /** Everybody in it; null while the audience is being copied. */
  recipientCount: number | null;
  /** People for whom the next message is still to be made. */
  undecided: number;
  /** People whose message was sent and whose wait is running. */
  waiting: number;
  /** Messages made and to be handed over now. */
  ready: number;
  /** Messages that were turned away, or whose hour has not come: tried again later. */
  later: number;
  /** Messages under way to a provider. */
  underWay: number;
  /** Messages whose fate a crash left open, until a receipt tells. */
  unknown: number;
}

/** The queues of the campaigns that are sending or paused. Reads only what is open, by partial indexes. */
export async function campaignQueues(db: Database, workspaceId: string, now: Date): Promise<CampaignQueue[]> {
  const at = now.toISOString();
  const rows = await db.execute<Record<string, unknown>>(sql`
    with running as materialized (
      select id, name, state, recipient_count from campaign
      where workspace_id = ${workspaceId} and state in ('sending', 'paused')
      order by updated_at desc limit 100
    )
    select c.id as "campaignId", c.name, c.state, c.recipient_count as "recipientCount",
      p.undecided, w.waiting, d.ready, d.later, d."underWay", d.unknown
    from running c
    -- One state each: the index answers without a look at the people.
    cross join lateral (
      select count(*)::int as undecided from recipient where campaign_id = c.id and state = 'pending') p
    cross join lateral (
      select count(*)::int as waiting from recipient where campaign_id = c.id and state = 'active') w
    cross join lateral (
      select count(*) filter (where state = 'pending' and (not_before is null or not_before <= ${at}::timestamptz))::int as ready,
        count(*) filter (where state = 'pending' and not_before > ${at}::timestamptz)::int as later,
        count(*) filter (where state = 'sending')::int as "underWay",
        count(*) filter (where state = 'unknown')::int as unknown
      from delivery where campaign_id = c.id and is_open) d
    order by c.state desc, c.name`);
  return rows.map((row) => row as unknown as CampaignQueue);
}

/** Since when the oldest thing has been due that nobody has done; null when nothing is due. */
export interface Lateness {
  /** A wait that is over, or a failure, that was not looked at. */
  rungSince: Date | null;
  /** A receipt that is stored and not applied. */
  receiptSince: Date | null;
  /** A message that could be handed over. */
  deliverySince: Date | null;
}

/** How far a look for the oldest goes past what belongs to others and to paused campaigns. */
const lookedAtMax = 50_000;

export async function lateness(db: Database, workspaceId: string, now: Date): Promise<Lateness> {
  const at = now.toISOString();
  const [row] = await db.execute<Record<keyof Lateness, Date | string | null>>(sql`
    select
      least(
        (select min(next_action_at) from (
            select campaign_id, workspace_id, next_action_at from recipient
            where state = 'active' and next_action_at is not null and next_action_at <= ${at}::timestamptz
            order by next_action_at limit ${lookedAtMax}) due
          join campaign c on c.id = due.campaign_id and c.state = 'sending'
          where due.workspace_id = ${workspaceId}),
        (select min(due.updated_at) from campaign c cross join lateral (
            select updated_at from recipient where campaign_id = c.id and state = 'active' and next_action_at is null
            order by next_action_at limit ${lookedAtMax}) due
          where c.workspace_id = ${workspaceId} and c.state = 'sending')) as "rungSince",
      (select min(greatest(received_at, not_before)) from (
          select workspace_id, received_at, not_before from receipt_waiting where not_before <= ${at}::timestamptz
          order by kind, not_before, receipt_id limit ${lookedAtMax}) waiting
        where workspace_id = ${workspaceId}) as "receiptSince",
      (select min(coalesce(d.not_before, d.created_at)) from campaign c
        join delivery d on d.campaign_id = c.id and d.is_open and d.state = 'pending'
        where c.workspace_id = ${workspaceId} and c.state = 'sending'
          and (d.not_before is null or d.not_before <= ${at}::timestamptz)) as "deliverySince"`);
  const moment = (value: Date | string | null | undefined) => (value == null ? null : new Date(value));
  return {
    rungSince: moment(row?.rungSince),
    receiptSince: moment(row?.receiptSince),
    deliverySince: moment(row?.deliverySince),
  };
}

/** Messages that failed since a moment, with the provider's code. */
export interface FailureCount {
  channel: ChannelId;
  /** Null where the provider gave none. */
  code: string | null;
  /** Within the last hour, and within the last day. */
  lastHour: number;
  lastDay: number;
}

/** What failed within a day, by channel and code, most frequent first. */
export async function failureCounts(db: Database, workspaceId: string, now: Date): Promise<FailureCount[]> {
  const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString();
  const rows = await db.execute<Record<string, unknown>>(sql`
    select channel, error_code as code, count(*) filter (where failed_at >= ${ago(1)}::timestamptz)::int as "lastHour",
      count(*)::int as "lastDay"
    from delivery
    where workspace_id = ${workspaceId} and state in ('rejected', 'undeliverable') and failed_at >= ${ago(24)}::timestamptz
    group by 1, 2 order by 4 desc limit 200`);
  return rows.map((row) => row as unknown as FailureCount);
}

export interface MinuteCount {
  /** Its beginning. */
  at: Date;
  accepted: number;
}

/** Messages the providers took, per minute since a moment; minutes without any are left out. */
export async function acceptedPerMinute(db: Database, workspaceId: string, since: Date): Promise<MinuteCount[]> {
  const from = since.toISOString();
  const rows = await db.execute<{ at: Date | string; accepted: number }>(sql`
    select r.minute as at, sum(r.count)::int as accepted
    from campaign c join rollup r on r.campaign_id = c.id and r.minute >= ${from}::timestamptz and r.metric = 'accepted'
    where c.workspace_id = ${workspaceId}
      and (c.state in ('sending', 'paused') or (c.launched_at is not null and c.updated_at >= ${from}::timestamptz))
    group by 1 order by 1`);
  return rows.map(({ at, accepted }) => ({ at: new Date(at), accepted }));
}
