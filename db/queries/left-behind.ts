import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";

const perCampaignMax = 10_000;

/**
 * Cancels what came back to a campaign after its end: a message that was under way when the campaign was stopped or
 * finished, and then did not begin in time, was to be tried again, or turned out never to have reached the provider.
 * Whoever ends a campaign sees only what waits at that moment. Here and not where messages come back: those who do that
 * hold no campaign, and one that is just being stopped would slip through.
 *
 * Asked every few seconds: goes from one campaign with open messages to the next by the index of those, however many
 * campaigns were ended ever and however many messages they had. What somebody else holds is left for the next look.
 */
export async function cancelLeftBehind(db: Pick<Database, "execute">): Promise<void> {
  await db.execute(sql`
    with recursive open(campaign_id) as (
      (select campaign_id from delivery where is_open order by campaign_id limit 1)
      union all
      select (select d.campaign_id from delivery d where d.is_open and d.campaign_id > open.campaign_id
        order by d.campaign_id limit 1)
      from open where open.campaign_id is not null
    ), ended as materialized (
      select c.id, c.workspace_id, c.state from open
      join campaign c on c.id = open.campaign_id and c.state in ('cancelled', 'finished')
    ), late as materialized (
      select came_back.id, came_back.contact_id, ended.id as campaign_id, ended.state
      from ended cross join lateral (
        select d.id, d.contact_id from delivery d
        where d.campaign_id = ended.id and d.workspace_id = ended.workspace_id and d.is_open and d.state = 'pending'
        order by d.id limit ${perCampaignMax} for update of d skip locked) came_back
    )
    -- A finished campaign has nobody left who waits: the message is of somebody who succeeded or left meanwhile.
    update delivery d set state = 'cancelled', not_before = null,
      error_code = case when late.state = 'cancelled' then 'campaign_stopped' else coalesce((
        select r.state from recipient r where r.campaign_id = late.campaign_id and r.contact_id = late.contact_id
          and r.state in ('succeeded', 'opted_out')), 'expired') end
    from late where d.id = late.id`);
}
