import { type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { type ChannelId, channelIds } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import type { PersonHabits } from "@/lib/routing/choose-best";
import { type ChannelCounts, emptyModel, personWeight, type RoutingModel } from "@/lib/routing/model";
import { regionOfCountry } from "@/lib/routing/segment";

type Statements = Pick<Database, "execute">;

/** A message counts half as much after this time. */
const halfLifeDays = 90;
/** So long after a message was made is what people do with it counted; then it is counted once and for good. */
export const engagementHours = 72;
/** From here units grow: a message counts 2^(days since / 90). A `real` holds that until the 2050s. */
const unitsFrom = "2026-01-01T00:00:00Z";
const newPersonDays = 30;
const dayMs = 86_400_000;

/** How many units a message of the moment `at` counts. */
function unitsAt(at: SQL): SQL {
  return sql`power(2, extract(epoch from ${at} - ${unitsFrom}::timestamptz)::float8 / ${halfLifeDays * 86_400})`;
}

/** What one unit is worth at a moment. */
const worthAt = (now: Date) =>
  sql`${2 ** ((new Date(unitsFrom).getTime() - now.getTime()) / (halfLifeDays * dayMs))}::float8`;

/** Finds the region of the contact `k`, for `segmentOf`. */
const joinRegion = sql`left join jsonb_each_text(${JSON.stringify(regionOfCountry)}::text::jsonb) region
  on region.key = k.country`;

/** The segment of the contact `k`; its words are in `lib/routing/segment.ts`. */
function segmentOf(now: Date): SQL {
  const newSince = new Date(now.getTime() - newPersonDays * dayMs).toISOString();
  return sql`concat_ws(' ',
    case when k.country is null then 'anywhere' else coalesce(region.value, 'mea') end,
    coalesce((select detail ->> 'platform' from address
      where contact_id = k.id and kind = 'push' order by created_at desc, id limit 1), 'unknown'),
    case when k.created_at > ${newSince}::timestamptz then 'new' else 'settled' end)`;
}

/**
 * Counts the next day's worth of a workspace's messages whose time to react is over: every message exactly once, however
 * often and by however many this is called. False when there is nothing more to count.
 */
export async function countNextDay(db: Database, workspaceId: string, now: Date): Promise<boolean> {
  const ripe = new Date(now.getTime() - engagementHours * 3_600_000);
  return db.transaction(async (tx) => {
    await tx.execute(sql`
      insert into routing_model (workspace_id, person_weight) values (${workspaceId}, ${emptyModel.personWeight})
      on conflict do nothing`);
    const [model] = await tx.execute<{ from: Date | string | null }>(sql`
      select coalesce(counted_until, (select min(created_at) - interval '1 millisecond' from delivery
        where workspace_id = ${workspaceId})) as from
      from routing_model where workspace_id = ${workspaceId} for update`);
    const from = model?.from == null ? ripe : new Date(model.from);
    const to = new Date(Math.min(from.getTime() + dayMs, ripe.getTime()));
    if (to <= from) return false;
    const messages = await addHabits(tx, workspaceId, from, to);
    await tx.execute(sql`
      update routing_model set counted_until = ${to.toISOString()}::timestamptz,
        counted_messages = counted_messages + ${messages} where workspace_id = ${workspaceId}`);
    return to < ripe;
  });
}

/** Answers how many messages that were. */
async function addHabits(tx: Statements, workspaceId: string, from: Date, to: Date): Promise<number> {
  const silent = JSON.stringify(channelIds.filter((channel) => !channels[channel].hasDeliveryReceipts));
  const [row] = await tx.execute<{ messages: number }>(sql`
    with habit as materialized (
      select contact_id, channel, count(*) as messages, sum(units) as attempted,
        coalesce(sum(units) filter (where arrived), 0) as delivered,
        coalesce(sum(units) filter (where reacted), 0) as engaged,
        coalesce(sum(units * minutes) filter (where arrived), 0) as minutes,
        max(engaged_at) filter (where reacted) as last_engaged_at
      from (
        select d.contact_id, d.channel, d.engaged_at, ${unitsAt(sql`d.created_at`)} as units,
          d.delivered_at is not null or d.read_at is not null or d.engaged_at is not null
            or (d.accepted_at is not null and d.failed_at is null
              and d.channel in (select jsonb_array_elements_text(${silent}::text::jsonb))) as arrived,
          d.engaged_at <= d.created_at + make_interval(hours => ${engagementHours}) as reacted,
          least(1440, greatest(0, coalesce(extract(epoch from d.delivered_at - d.accepted_at), 0) / 60))::float8 as minutes
        from delivery d join contact k on k.id = d.contact_id and k.workspace_id = ${workspaceId}
        where d.workspace_id = ${workspaceId}
          and d.created_at > ${from.toISOString()}::timestamptz and d.created_at <= ${to.toISOString()}::timestamptz
          -- What was taken back or never fit was no attempt.
          and (d.accepted_at is not null
            or (d.state in ('rejected', 'undeliverable') and d.error_code is distinct from 'missing_value'))
      ) counted
      group by contact_id, channel
    ), saved as (
      insert into routing_habit as h
        (contact_id, channel, workspace_id, attempted, delivered, engaged, minutes, last_engaged_at)
      select contact_id, channel, ${workspaceId}::uuid, attempted, delivered, engaged, minutes, last_engaged_at
      from habit order by contact_id, channel
      on conflict (contact_id, channel) do update set
        attempted = h.attempted + excluded.attempted, delivered = h.delivered + excluded.delivered,
        engaged = h.engaged + excluded.engaged, minutes = h.minutes + excluded.minutes,
        last_engaged_at = greatest(h.last_engaged_at, excluded.last_engaged_at)
    )
    select coalesce(sum(messages), 0)::float8 as messages from habit`);
  return row?.messages ?? 0;
}

/** Adds people up to segments, and finds out how much people of a segment differ from each other. */
export async function learnSegments(db: Database, workspaceId: string, now: Date): Promise<void> {
  await db.transaction(async (tx) => {
    // Held until the end: two at once would add up twice.
    await tx.execute(sql`select 1 from routing_model where workspace_id = ${workspaceId} for update`);
    await tx.execute(sql`
      create temporary table routing_cell on commit drop as
      select ${segmentOf(now)} as segment, h.channel, h.attempted, h.delivered, h.engaged, h.minutes
      from routing_habit h join contact k on k.id = h.contact_id ${joinRegion} where h.workspace_id = ${workspaceId}`);
    await tx.execute(sql`delete from routing_segment where workspace_id = ${workspaceId}`);
    await tx.execute(sql`
      insert into routing_segment (workspace_id, segment, channel, attempted, delivered, engaged, minutes)
      select ${workspaceId}::uuid, segment, channel, sum(attempted::float8), sum(delivered::float8),
        sum(engaged::float8), sum(minutes::float8)
      from routing_cell group by segment, channel`);
    // The rates of lib/routing/model.ts: segmentRate over workspaceRate.
    const [moments] = await tx.execute<{ scatter: number | null; possible: number | null }>(sql`
      with worth as (select ${worthAt(now)} as unit),
      whole as (select channel, (sum(engaged) * unit + 2) / (sum(delivered) * unit + 50) as mu
        from routing_segment, worth where workspace_id = ${workspaceId} group by channel, unit),
      rate as (select s.segment, s.channel, (200 * w.mu + s.engaged * unit) / (200 + s.delivered * unit) as mu
        from worth, routing_segment s join whole w using (channel) where s.workspace_id = ${workspaceId}),
      cell as (select c.delivered * unit as n, c.engaged * unit as s, r.mu
        from worth, routing_cell c join rate r using (segment, channel) where c.delivered * unit >= 3)
      select sum(power(s - n * mu, 2) - n * mu * (1 - mu))::float8 as scatter,
        sum(n * (n - 1) * mu * (1 - mu))::float8 as possible from cell`);
    const weight = personWeight({ scatter: moments?.scatter ?? 0, possible: moments?.possible ?? 0 });
    await tx.execute(sql`
      update routing_model set person_weight = ${weight}, learned_at = ${now.toISOString()}::timestamptz,
        requested_at = null
      where workspace_id = ${workspaceId}`);
  });
}

/** What a workspace has learned up to now. */
export async function loadRoutingModel(db: Statements, workspaceId: string, now: Date): Promise<RoutingModel> {
  const [model] = await db.execute<{ weight: number }>(sql`
    select person_weight as weight from routing_model where workspace_id = ${workspaceId}`);
  const rows = await db.execute<SegmentRow>(sql`
    select segment, channel, attempted * unit as attempted, delivered * unit as delivered, engaged * unit as engaged,
      minutes * unit as minutes
    from routing_segment, (select ${worthAt(now)} as unit) worth where workspace_id = ${workspaceId}`);
  const segments: Record<string, ChannelCounts> = {};
  const workspace: ChannelCounts = {};
  const minutes: RoutingModel["minutes"] = {};
  for (const { segment, channel, minutes: spent, ...counts } of rows) {
    const ofSegment = segments[segment] ?? {};
    segments[segment] = ofSegment;
    ofSegment[channel] = counts;
    const before = workspace[channel] ?? { attempted: 0, delivered: 0, engaged: 0 };
    workspace[channel] = {
      attempted: before.attempted + counts.attempted,
      delivered: before.delivered + counts.delivered,
      engaged: before.engaged + counts.engaged,
    };
    minutes[channel] = (minutes[channel] ?? 0) + spent;
  }
  for (const channel of channelIds) {
    const delivered = workspace[channel]?.delivered ?? 0;
    if (delivered > 0) minutes[channel] = (minutes[channel] ?? 0) / delivered;
  }
  return { personWeight: model?.weight ?? emptyModel.personWeight, workspace, segments, minutes };
}

type SegmentRow = {
  segment: string;
  channel: ChannelId;
  attempted: number;
  delivered: number;
  engaged: number;
  minutes: number;
};

/** What is known of the habits of these people, by person; in one statement for all of them. */
export async function loadHabits(
  db: Statements,
  workspaceId: string,
  contactIds: readonly string[],
  now: Date,
): Promise<Map<string, PersonHabits>> {
  const rows = await db.execute<HabitRow>(sql`
    select k.id as "contactId", k.preferred_channels as preferred, ${segmentOf(now)} as segment, h.counts,
      h.last_engaged as "lastEngaged"
    from contact k ${joinRegion}
    left join lateral (
      select jsonb_object_agg(channel, jsonb_build_object('attempted', attempted * unit, 'delivered', delivered * unit,
          'engaged', engaged * unit)) as counts,
        (array_agg(channel order by last_engaged_at desc) filter (where last_engaged_at is not null))[1] as last_engaged
      from routing_habit, (select ${worthAt(now)} as unit) worth where contact_id = k.id) h on true
    where k.workspace_id = ${workspaceId}
      and k.id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(contactIds)}::text::jsonb))`);
  return new Map(rows.map((row) => [row.contactId, { ...row, counts: row.counts ?? {} }]));
}

type HabitRow = {
  contactId: string;
  preferred: ChannelId[];
  segment: string;
  counts: ChannelCounts | null;
  lastEngaged: ChannelId | null;
};

/** So long does what was learned hold; a little less than a day, so that every night finds what the night before did. */
const learnedHours = 20;

/** Workspaces that have learned nothing for a day, whatever the reason: also those of a machine that sleeps at night. */
export async function workspacesToLearn(db: Statements, now: Date): Promise<string[]> {
  const before = new Date(now.getTime() - learnedHours * 3_600_000).toISOString();
  const rows = await db.execute<{ id: string }>(sql`
    select w.id from workspace w left join routing_model m on m.workspace_id = w.id
    where m.learned_at is null or m.learned_at <= ${before}::timestamptz`);
  return rows.map(({ id }) => id);
}
