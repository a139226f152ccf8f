import { sql } from "drizzle-orm";
import type { StubReport } from "@/bench/stub-messages";
import type { SendGoal } from "@/bench/until-sent";
import type { Database } from "@/db/client";

export interface SendVerdict {
  duplicates: number;
  lost: number;
  /** Messages that reached the provider, by rung. */
  sentByRung: number[];
}

/** Holds what we believe of a sent campaign against what the provider saw. */
export async function judgeSend(
  db: Database,
  campaignId: string,
  { recipients, hasReceipts, hasLadder }: SendGoal,
  seen: StubReport,
): Promise<SendVerdict> {
  const received = new Map(seen.counts);
  const deliveries = await db.execute<{
    id: string;
    contact: string;
    rung: number;
    isAccepted: boolean;
    isHeard: boolean;
  }>(sql`
    select id, contact_id as contact, rung, accepted_at is not null as "isAccepted", delivered_at is not null as "isHeard"
    from delivery where campaign_id = ${campaignId}`);
  const sentByRung: number[] = [];
  const reached = new Set<string>();
  const known = new Set<string>();
  const heard = new Set<string>();
  for (const { id, contact, rung, isAccepted, isHeard } of deliveries) {
    if (isHeard) heard.add(id);
    if (!received.has(id)) continue;
    reached.add(contact);
    sentByRung[rung] = (sentByRung[rung] ?? 0) + 1;
    if (isAccepted) known.add(id);
  }
  const unheard = hasReceipts ? seen.reported.filter((id) => !heard.has(id)).length : 0;
  const withoutEnd = hasLadder ? await withoutAnEnd(db, campaignId) : 0;
  return {
    duplicates: seen.received - received.size,
    lost: recipients - reached.size + (received.size - known.size) + unheard + withoutEnd,
    sentByRung,
  };
}

async function withoutAnEnd(db: Database, campaignId: string): Promise<number> {
  const [row] = await db.execute<{ people: number }>(sql`
    select count(*)::int as people from recipient
    where campaign_id = ${campaignId} and state in ('pending', 'active')`);
  return row?.people ?? 0;
}
