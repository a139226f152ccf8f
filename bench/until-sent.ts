import { sql } from "drizzle-orm";
import type { StubReport } from "@/bench/stub-messages";
import { pause } from "@/bin/processes";
import type { Database } from "@/db/client";

const PATIENCE_MS = 60 * 60_000;
const LOOK_MS = 200;
const SAY_EVERY_MS = 5_000;

/** When a campaign counts as sent. */
export interface SendGoal {
  recipients: number;
  /** Reported and applied; without receipts accepted is enough. */
  hasReceipts: boolean;
  /** Everybody came to an end of the ladder, and all receipts are applied. */
  hasLadder: boolean;
}

/**
 * Waits until a campaign is sent and says how far it is meanwhile. Looks at counts alone, so that looking costs the same
 * however many people there are. Answers for how many seconds a ladder did nothing but wait.
 */
export async function untilSent(
  db: Database,
  campaignId: string,
  { recipients, hasReceipts, hasLadder }: SendGoal,
  ask: () => Promise<StubReport>,
  note: (sentence: string) => void,
): Promise<number> {
  const deadline = performance.now() + PATIENCE_MS;
  let idleMs = 0;
  let lookedAt = performance.now();
  for (let saidAt = lookedAt; performance.now() < deadline; await pause(LOOK_MS)) {
    const { accepted, delivered } = await countsOf(db, campaignId);
    const { isOver, hasWork } = hasLadder ? await ladderOf(db, campaignId) : { isOver: false, hasWork: true };
    const isIdle = hasLadder && !hasWork && (await ask()).receiptsOpen === 0;
    if (isIdle) idleMs += performance.now() - lookedAt;
    lookedAt = performance.now();
    if (hasLadder ? isOver && isIdle : (hasReceipts ? delivered : accepted) >= recipients) return idleMs / 1000;
    if (performance.now() - saidAt > SAY_EVERY_MS) {
      note(`${accepted} accepted, ${delivered} delivered.`);
      saidAt = performance.now();
    }
  }
  note("Gave up waiting.");
  return idleMs / 1000;
}

async function countsOf(db: Database, campaignId: string): Promise<{ accepted: number; delivered: number }> {
  const rows = await db.execute<{ metric: string; count: number }>(
    sql`select metric, sum(count)::int as count from rollup where campaign_id = ${campaignId} group by metric`,
  );
  const counts = new Map(rows.map(({ metric, count }) => [metric, count]));
  return { accepted: counts.get("accepted") ?? 0, delivered: counts.get("delivered") ?? 0 };
}

async function ladderOf(db: Database, campaignId: string): Promise<{ isOver: boolean; hasWork: boolean }> {
  const [row] = await db.execute<{ isOver: boolean; hasWork: boolean }>(sql`
    select c.state = 'finished' as "isOver",
      c.launched_at is null
        or exists (select from recipient where campaign_id = c.id and state = 'pending')
        or exists (select from delivery where campaign_id = c.id and is_open)
        or exists (select from receipt_waiting) as "hasWork"
    from campaign c where c.id = ${campaignId}`);
  return row ?? { isOver: false, hasWork: true };
}
