import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import type { Metric } from "@/lib/analytics/metrics";

export interface CountedEvent {
  campaignId: string;
  workspaceId: string;
  armKey: string;
  rung: number;
  channel: string;
  metric: Metric;
  at: Date;
  /** 1 when left out; -1 takes back what a later report disproved. */
  by?: 1 | -1;
}

/** Adds events to the counts per minute. Call it in the transaction of the change that is counted. */
export async function addToRollups(tx: Pick<Database, "execute">, events: readonly CountedEvent[]): Promise<void> {
  if (events.length === 0) return;
  const counts = new Map<string, CountedEvent & { minute: string; count: number }>();
  for (const event of events) {
    const { campaignId, armKey, rung, channel, metric, by = 1 } = event;
    const minuteMs = Math.floor(event.at.getTime() / 60_000) * 60_000;
    const key = `${campaignId}|${minuteMs}|${armKey}|${rung}|${channel}|${metric}`;
    const entry = counts.get(key);
    if (entry === undefined) counts.set(key, { ...event, minute: new Date(minuteMs).toISOString(), count: by });
    else entry.count += by;
  }
  // One order for everybody, so that two workers never wait for each other's rows crosswise.
  const rows = [...counts.entries()].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, row]) => row);
  await tx.execute(sql`
    insert into rollup (campaign_id, minute, arm_key, rung, channel, metric, workspace_id, count)
    select "campaignId", minute, "armKey", rung, channel, metric, "workspaceId", count
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r("campaignId" uuid, minute timestamptz,
      "armKey" text, rung int, channel text, metric text, "workspaceId" uuid, count int)
    on conflict (campaign_id, minute, arm_key, rung, channel, metric) do update set count = rollup.count + excluded.count`);
}
