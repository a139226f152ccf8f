import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { drawOf } from "@/db/queries/launch";
import { peopleLookedAtMax } from "@/db/queries/preflight";
import type { ChannelId } from "@/lib/channels/ids";
import type { ChannelReach, Reach, StepReach } from "@/lib/routing/reach";

type DecisionCount = { rung: number; channel: ChannelId; reason: string | null; isTaken: boolean; count: number };

/**
 * Whom each step of a launched campaign took on which channel, and why not on the others: the same table as before the
 * launch, from the decisions that were stored. Of more people than can be looked at, so many drawn at random.
 */
export async function decisionReach(
  db: Database,
  workspaceId: string,
  campaignId: string,
  peopleMax = peopleLookedAtMax,
): Promise<Pick<Reach, "steps" | "people" | "counted">> {
  const [size] = await db.execute<{ people: number }>(sql`
    select coalesce(recipient_count, 0) as people from campaign
    where id = ${campaignId} and workspace_id = ${workspaceId}`);
  const people = size?.people ?? 0;
  const share = people <= peopleMax ? 1 : peopleMax / people;
  const taken = share >= 1 ? sql`true` : sql`${drawOf(`reach ${campaignId}`)} < ${share}::float8`;
  const rows = await db.execute<DecisionCount>(sql`
    select c.rung, gate ->> 'channel' as channel, gate ->> 'refused' as reason,
      coalesce(c.chosen = gate ->> 'channel', false) as "isTaken", count(*)::int as count
    from (select contact_id as id, rung, chosen, gates from decision
      where campaign_id = ${campaignId} and workspace_id = ${workspaceId}) c
    cross join jsonb_array_elements(c.gates) gate
    where ${taken} group by 1, 2, 3, 4 order by 1, 5 desc`);
  return { steps: stepsOf(rows, share), people, counted: share >= 1 ? people : peopleMax };
}

function stepsOf(rows: readonly DecisionCount[], share: number): StepReach[] {
  const steps = new Map<number, Map<ChannelId, ChannelReach>>();
  for (const { rung, channel, reason, isTaken, count } of rows) {
    const step = steps.get(rung) ?? new Map<ChannelId, ChannelReach>();
    steps.set(rung, step);
    const known = step.get(channel) ?? { channel, count: 0, reasons: [] };
    step.set(channel, known);
    const scaled = Math.round(count / share);
    if (isTaken) known.count += scaled;
    else known.reasons.push({ reason: reason ?? "not_chosen", count: scaled });
  }
  return [...steps].map(([rung, byChannel]) => {
    const channels = [...byChannel.values()].sort((one, other) => other.count - one.count);
    return { rung, channels, count: channels.reduce((sum, { count }) => sum + count, 0) };
  });
}
