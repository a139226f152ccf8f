import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { besideKey } from "@/db/queries/beside-key";
import type { ChannelId } from "@/lib/channels/ids";
import type { RecentMessage } from "@/lib/limits/recent-message";

type Tx = Pick<Database, "execute">;

const rowsPerStep = 10_000;

const withPerson = sql`join recipient r on r.campaign_id = d.campaign_id and r.contact_id = d.contact_id`;

/**
 * Takes back the deliveries of a campaign whose decision does not hold any more, because quiet hours began before they
 * were handed over: their people are decided about anew. Nothing of them had reached a provider. Whoever is held by
 * somebody else, such as an opt-out, is passed over: those lock people first and messages then.
 */
export async function takeBackOver(tx: Tx, workspaceId: string, campaignId: string, now: Date): Promise<void> {
  const at = now.toISOString();
  await tx.execute(sql`
    with over as materialized (
      select d.id from delivery d ${withPerson}
      where d.campaign_id = ${campaignId} and d.workspace_id = ${workspaceId} and d.is_open
        and d.state = 'pending' and d.good_until <= ${at}::timestamptz
      order by d.id limit ${rowsPerStep} for update of d, r skip locked
    ), gone as (
      delete from delivery d using over where d.id = over.id returning d.campaign_id, d.contact_id, d.rung
    )
    update recipient r set state = 'pending', next_action_at = null, updated_at = ${at}::timestamptz
    from gone where r.campaign_id = gone.campaign_id and r.contact_id = gone.contact_id and r.rung = gone.rung
      and ${besideKey(sql`r.state = 'active'`)}`);
}

/**
 * Ends whoever still waits for a message of a campaign that is over. Whoever has one already keeps waiting for what
 * becomes of it. In steps, so that a million people who were put off do not end in one transaction.
 */
export async function endExpired(db: Tx, now: Date): Promise<void> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const campaigns = await db.execute<{ id: string }>(
    sql`select id from campaign where state = 'sending' and expires_at <= ${at}`,
  );
  // Asked apart: as part of the statements below, an empty answer would still have them look at everybody who waits.
  if (campaigns.length === 0) return;
  const over = sql`select value::uuid from jsonb_array_elements_text(
    ${JSON.stringify(campaigns.map(({ id }) => id))}::text::jsonb)`;
  const ended = sql`state = case when r.rung = 0 then 'skipped' else 'exhausted' end, reason = 'expired',
    next_action_at = null, updated_at = ${at}`;
  for (;;) {
    const unsent = await db.execute(sql`
      with late as materialized (
        select d.id from delivery d ${withPerson}
        where d.campaign_id in (${over}) and d.is_open and d.state = 'pending'
        order by d.id limit ${rowsPerStep} for update of d, r skip locked
      ), gone as (
        update delivery d set state = 'cancelled', error_code = 'expired', failed_at = ${at}
        from late where d.id = late.id returning d.campaign_id, d.contact_id, d.rung
      ), people as (
        update recipient r set ${ended} from gone
        where r.campaign_id = gone.campaign_id and r.contact_id = gone.contact_id and r.rung = gone.rung
          and ${besideKey(sql`r.state = 'active'`)}
      )
      select 1 from gone`);
    const waiting = await db.execute(sql`
      with people as materialized (
        select r.campaign_id, r.contact_id from recipient r
        where r.campaign_id in (${over}) and r.state = 'pending'
        limit ${rowsPerStep} for update skip locked
      )
      update recipient r set ${ended} from people
      where r.campaign_id = people.campaign_id and r.contact_id = people.contact_id returning 1`);
    if (unsent.length < rowsPerStep && waiting.length < rowsPerStep) return;
  }
}

export interface RecentQuestion {
  workspaceId: string;
  /** Whose batch asks, and how important it is. */
  campaignId: string;
  priority: number;
  contactIds: readonly string[];
  since: Date;
  now: Date;
}

/**
 * What people got lately or are about to get, from every campaign, and for how many messages of campaigns with a higher
 * priority their place is kept. In one statement for a batch. It must begin after the people were locked, or it would
 * not see what another batch had just decided about them.
 */
export async function recentMessages(
  tx: Tx,
  question: RecentQuestion,
): Promise<Map<string, { messages: RecentMessage[]; reservedTopics: string[] }>> {
  const { workspaceId, campaignId, priority, contactIds, since, now } = question;
  // A message may be handed over days after it was decided about, and counts from then on.
  const madeSince = new Date(since.getTime() - 7 * 24 * 3_600_000).toISOString();
  const rows = await tx.execute<Record<string, unknown>>(sql`
    select k.id as "contactId",
      (select json_agg(json_build_object('at', d.accepted_at, 'channel', d.channel, 'topic', c.topic,
          'micros', coalesce(d.cost_micros, d.estimated_micros, d.reserved_micros, 0),
          'isReceived', d.state <> 'undeliverable'))
        from delivery d join campaign c on c.id = d.campaign_id
        where d.contact_id = k.id and d.workspace_id = ${workspaceId} and d.created_at > ${madeSince}::timestamptz
          and d.state not in ('rejected', 'cancelled')) as messages,
      (select json_agg(c.topic) from recipient r join campaign c on c.id = r.campaign_id
        where r.contact_id = k.id and r.state = 'pending' and c.id <> ${campaignId} and c.workspace_id = ${workspaceId}
          and c.state = 'sending' and (c.expires_at is null or c.expires_at > ${now.toISOString()}::timestamptz)
          and coalesce((c.rules ->> 'priority')::int, 3) > ${priority}) as "reservedTopics"
    from jsonb_array_elements_text(${JSON.stringify(contactIds)}::text::jsonb) as ids(id)
    cross join lateral (select ids.id::uuid as id) k`);
  return new Map(
    rows.map((row) => {
      const found = (row.messages ?? []) as (Omit<RecentMessage, "at"> & { at: string | null; channel: ChannelId })[];
      const messages = found
        .map((message) => ({ ...message, at: message.at === null ? now : new Date(message.at) }))
        .filter(({ at }) => at > since);
      return [String(row.contactId), { messages, reservedTopics: (row.reservedTopics ?? []) as string[] }];
    }),
  );
}

/**
 * How many more messages a campaign may hand over within this minute of the clock. Whoever else asks waits until the
 * transaction it is called in has ended: it asks for the same room. The clock is asked after that wait, which may have
 * gone on into another minute. Messages whose fate is open take up no room: a minute after a crash they would keep the
 * campaign waiting for as long as their receipts may take.
 */
export async function roomInMinute(
  tx: Tx,
  workspaceId: string,
  campaignId: string,
  ratePerMinute: number,
  now: () => Date,
): Promise<number> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`rate ${campaignId}`}, 0))`);
  const [row] = await tx.execute<{ used: string }>(sql`
    select (select count(*) from delivery d where d.campaign_id = ${campaignId} and d.workspace_id = ${workspaceId}
        and d.is_open and d.state <> 'unknown')
      + (select coalesce(sum(u.count), 0) from rollup u where u.campaign_id = ${campaignId}
        and u.workspace_id = ${workspaceId} and u.metric = 'accepted'
        and u.minute = date_trunc('minute', ${now().toISOString()}::timestamptz)) as used`);
  return Math.max(0, ratePerMinute - Number(row?.used ?? 0));
}
