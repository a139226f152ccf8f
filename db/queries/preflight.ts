import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { audienceCondition } from "@/db/queries/audience";
import type { ChannelQuestion } from "@/db/queries/sending";
import type { Audience } from "@/lib/audience/rule";

export interface ReachRow {
  /** Channels that may and can reach these people, joined by commas; empty for nobody's. */
  channels: string;
  /** Why the first channel is closed to people no channel reaches; null otherwise. */
  reason: string | null;
  count: number;
}

/** How many people of an audience can be reached on which of the channels now, and why the others cannot. */
export async function audienceReach(
  db: Database,
  workspaceId: string,
  question: { audience: Audience; topic: string; channels: readonly ChannelQuestion[]; now: Date },
): Promise<ReachRow[]> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    with open as (
      select c.id, q.channel, q.place,
        coalesce(
          'consent:' || consent_refusal(c.id, q.channel, ${question.topic}, ${question.now.toISOString()}::timestamptz),
          case when a.id is null then 'address:no_address' when a.reachable = false then 'capability:known_unreachable' end
        ) as refused
      from contact c
      cross join rows from (jsonb_to_recordset(${JSON.stringify(question.channels)}::text::jsonb)
        as (channel text, "addressKind" text)) with ordinality as q(channel, kind, place)
      left join lateral (
        select x.id, r.reachable from address x
        left join reachability r on r.address_id = x.id and r.channel = q.channel
        where x.contact_id = c.id and x.kind = q.kind
        order by r.reachable is false, x.created_at desc, x.id limit 1) a on true
      where c.workspace_id = ${workspaceId} and ${audienceCondition(question.audience)}
    ), people as (
      select id, coalesce(string_agg(channel, ',' order by place) filter (where refused is null), '') as channels,
        (array_agg(refused order by place))[1] as first_reason
      from open group by id
    )
    select channels, case when channels = '' then first_reason end as reason, count(*)::int as count
    from people group by 1, 2 order by 3 desc`);
  return rows.map((row) => row as unknown as ReachRow);
}
