import { sql } from "drizzle-orm";
import { pause } from "@/bin/processes";
import type { Database } from "@/db/client";

const PATIENCE_MS = 15 * 60_000;
const SAY_EVERY_MS = 5_000;

/** Waits until so many deliveries of a campaign are reported, applied and counted; says how far it is meanwhile. */
export async function untilDelivered(
  db: Database,
  campaignId: string,
  recipients: number,
  note: (sentence: string) => void,
): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  for (let saidAt = performance.now(); performance.now() < deadline; await pause(200)) {
    const [row] = await db.execute<{ done: number; accepted: number }>(sql`
      select count(delivered_at)::int as done, count(accepted_at)::int as accepted from delivery
      where campaign_id = ${campaignId}`);
    if ((row?.done ?? 0) >= recipients) return;
    if (performance.now() - saidAt > SAY_EVERY_MS) {
      note(`${row?.accepted ?? 0} accepted, ${row?.done ?? 0} delivered.`);
      saidAt = performance.now();
    }
  }
  note("Gave up waiting.");
}
