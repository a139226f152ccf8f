import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import type { TimelineEvent, TimelineFact } from "@/lib/timeline/event";

export interface TimelineQuery {
  /** The last event of the page before. */
  after: Pick<TimelineEvent, "at" | "key"> | null;
  limit: number;
}

/**
 * Everything that happened with one person over all campaigns, newest first: one statement, by the indexes of that person
 * and one look per campaign of the workspace. Of the same moment, what follows from the other stands first.
 */
export async function personTimeline(
  db: Pick<Database, "execute">,
  workspaceId: string,
  contactId: string,
  { after, limit }: TimelineQuery,
): Promise<TimelineEvent[]> {
  const isEarlier =
    after === null
      ? sql`true`
      : sql`(e.at, e.key collate "C") < (${after.at.toISOString()}::timestamptz, ${after.key}::text)`;
  const rows = await db.execute<TimelineRow>(sql`
    select e.at, e.key, e.kind, e.campaign_id as "campaignId", c.name as "campaignName", e.detail
    from (
      select x.decided_at as at, '1:' || x.campaign_id || ':' || x.rung as key, 'decided' as kind, x.campaign_id,
        jsonb_build_object('decision', jsonb_build_object('rung', x.rung, 'chosen', x.chosen, 'rule', x.rule,
          'gates', x.gates, 'record', x.record)) as detail
      from campaign o join decision x on x.campaign_id = o.id and x.contact_id = ${contactId}
      where o.workspace_id = ${workspaceId} and x.workspace_id = ${workspaceId}
      union all
      select m.at, m.place || ':' || d.id, m.kind, d.campaign_id,
        jsonb_build_object('rung', d.rung, 'channel', d.channel) || m.detail
      from delivery d cross join lateral (values
        (d.accepted_at, '2', 'sent', '{}'::jsonb),
        (d.delivered_at, '3', 'delivered', '{}'),
        (d.read_at, '4', 'read', '{}'),
        (case when d.revoke_outcome in ('revoked', 'refused', 'delivered_first') then d.revoke_at end, '5', 'called_back',
          jsonb_build_object('outcome', d.revoke_outcome)),
        (case when d.state in ('rejected', 'undeliverable') then d.failed_at end, '6', 'failed',
          jsonb_build_object('code', d.error_code))
      ) m(at, place, kind, detail)
      where d.contact_id = ${contactId} and d.workspace_id = ${workspaceId} and m.at is not null
      union all
      select at, '7:' || id, 'acted', campaign_id, jsonb_build_object('act', kind, 'channel', channel)
      from engagement where contact_id = ${contactId} and workspace_id = ${workspaceId} and not is_bot
      union all
      select at, '8:' || lpad(sequence::text, 20, '0'), 'consent', null,
        jsonb_build_object('channel', channel, 'topic', topic, 'status', status, 'source', source)
      from consent_event where contact_id = ${contactId} and workspace_id = ${workspaceId}
      union all
      select r.updated_at, '9:' || r.campaign_id, 'ended', r.campaign_id,
        jsonb_build_object('state', r.state, 'reason', r.reason)
      from campaign o join recipient r on r.campaign_id = o.id and r.contact_id = ${contactId}
      where o.workspace_id = ${workspaceId} and r.workspace_id = ${workspaceId} and r.state not in ('pending', 'active')
    ) e
    left join campaign c on c.id = e.campaign_id and c.workspace_id = ${workspaceId}
    where ${isEarlier}
    order by e.at desc, e.key collate "C" desc limit ${limit}`);
  return rows.map(({ at, key, kind, campaignId, campaignName, detail }) => ({
    ...{ key, at: new Date(at), fact: { kind, ...detail } as unknown as TimelineFact },
    campaign: campaignId === null || campaignName === null ? null : { id: campaignId, name: campaignName },
  }));
}

type TimelineRow = {
  at: Date | string;
  key: string;
  kind: TimelineFact["kind"];
  campaignId: string | null;
  campaignName: string | null;
  detail: Record<string, unknown>;
};
