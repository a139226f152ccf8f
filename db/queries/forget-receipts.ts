import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";

/**
 * A provider repeats a receipt for a day at most; after that its key guards against nothing, and what it said stands in
 * the delivery. A month leaves time to look into a complaint about a bill.
 */
const statusDaysKept = 30;
/** What people wrote. Words that changed a consent stand in the ledger as well, and stay there. */
const inboundDaysKept = 365;

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Removes raw receipts that are past their time and wait no longer, at most `max` of them. Answers how many: as many as
 * `max` means that more are left.
 */
export async function forgetReceipts(db: Pick<Database, "execute">, now: Date, max: number): Promise<number> {
  const before = (days: number) => sql`${new Date(now.getTime() - days * dayMs).toISOString()}::timestamptz`;
  const removed = await db.execute(sql`
    delete from receipt where id in (
      select id from receipt
      where received_at < ${before(statusDaysKept)} and (kind = 'status' or received_at < ${before(inboundDaysKept)})
        -- Read once: nearly nothing waits for so long.
        and id not in (select receipt_id from receipt_waiting where received_at < ${before(statusDaysKept)})
      limit ${max} for update skip locked)`);
  return removed.count;
}
