import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { type Beat, listBeats } from "@/db/queries/health";

/** Counts of the whole installation, all workspaces together. For whoever runs it; no workspace may be shown them. */
export interface DomainNumbers {
  openDeliveries: { channel: string; state: string; count: number }[];
  messages: { channel: string; metric: string; count: number }[];
  people: { state: string; count: number }[];
  receiptsWaiting: number;
  oldestSeconds: { rung: number; receipt: number; delivery: number };
  tallies: { name: string; count: number }[];
  answers: {
    account: string;
    channel: string;
    accepted: number;
    refused: number;
    transient: number;
    throttled: number;
    accountRefused: number;
    noAnswer: number;
    /** Workspaces whose circuit is not closed. */
    open: number;
  }[];
  databaseBytes: number;
  beats: Beat[];
}

/** How far a look for the oldest goes past what belongs to paused campaigns. */
const lookedAtMax = 50_000;

export async function readDomainNumbers(db: Database, now: Date): Promise<DomainNumbers> {
  const at = now.toISOString();
  const rows = async <Row>(statement: Parameters<Database["execute"]>[0]) =>
    [...(await db.execute(statement))] as unknown as Row[];
  const [openDeliveries, messages, people, waiting, oldest, tallies, answers, size, beats] = await Promise.all([
    rows<DomainNumbers["openDeliveries"][number]>(sql`
      select channel, state, count(*)::float8 as count from delivery
      where is_open group by 1, 2`),
    rows<DomainNumbers["messages"][number]>(sql`
      select channel, metric, sum(count)::float8 as count from rollup group by 1, 2`),
    rows<DomainNumbers["people"][number]>(sql`
      select r.state, count(*)::float8 as count from campaign c join recipient r on r.campaign_id = c.id
      where c.state = 'sending' and r.state in ('pending', 'active') group by 1`),
    rows<{ count: number }>(sql`select count(*)::float8 as count from receipt_waiting`),
    rows<DomainNumbers["oldestSeconds"]>(sql`
      select ${secondsSince(
        sql`least(
          (select min(next_action_at) from (
            select campaign_id, next_action_at from recipient
            where state = 'active' and next_action_at is not null and next_action_at <= ${at}::timestamptz
            order by next_action_at limit ${lookedAtMax}) due
          join campaign c on c.id = due.campaign_id and c.state = 'sending'),
          (select min(due.updated_at) from campaign c cross join lateral (
            select updated_at from recipient where campaign_id = c.id and state = 'active' and next_action_at is null
            order by next_action_at limit ${lookedAtMax}) due
          where c.state = 'sending'))`,
        at,
      )} as rung,
      ${secondsSince(
        sql`(select min(greatest(received_at, not_before)) from receipt_waiting
          where not_before <= ${at}::timestamptz)`,
        at,
      )} as receipt,
      ${secondsSince(
        sql`(select min(coalesce(d.not_before, d.created_at)) from campaign c
        join delivery d on d.campaign_id = c.id and d.is_open and d.state = 'pending'
        where c.state = 'sending' and (d.not_before is null or d.not_before <= ${at}::timestamptz))`,
        at,
      )} as delivery`),
    rows<DomainNumbers["tallies"][number]>(sql`select name, count::float8 as count from tally`),
    rows<DomainNumbers["answers"][number]>(sql`
      select account, channel, sum(accepted)::float8 as accepted, sum(refused)::float8 as refused,
        sum(transient)::float8 as transient, sum(throttled)::float8 as throttled,
        sum(account_refused)::float8 as "accountRefused", sum(no_answer)::float8 as "noAnswer",
        count(*) filter (where state <> 'closed')::float8 as open
      from provider_health group by 1, 2`),
    rows<{ bytes: number }>(sql`select pg_database_size(current_database())::float8 as bytes`),
    listBeats(db),
  ]);
  return {
    ...{ openDeliveries, messages, people, tallies, answers, beats },
    receiptsWaiting: waiting[0]?.count ?? 0,
    oldestSeconds: oldest[0] ?? { rung: 0, receipt: 0, delivery: 0 },
    databaseBytes: size[0]?.bytes ?? 0,
  };
}

/** Seconds since a moment; 0 when there is none. */
function secondsSince(moment: ReturnType<typeof sql>, at: string) {
  return sql`greatest(0, coalesce(extract(epoch from ${at}::timestamptz - ${moment})::float8, 0))`;
}
