import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";

/**
 * Lets the transaction it is called in commit without waiting for the disk. Only for work that is done again when it is
 * lost: deciding, recording an answer, applying a receipt.
 *
 * What is lost is always the last moments as a whole, since the log is written in order: nothing that was waited for can
 * outlive something older that was not. So a server that dies leaves a state from an instant ago. A decision lost with
 * it is made again under the same ids. An answer lost with it leaves its delivery `sending`, as a worker does that dies
 * before it records: a receipt tells, or the lease runs out, and it is never sent again on a mere guess. A receipt that
 * was taken is on the disk, and if its application is lost, it is still waiting. What may never be lost does wait for
 * the disk, and everything before it with it: a claim before its messages leave, an opt-out, and a receipt before the
 * provider hears 200.
 */
export async function commitWithoutWaiting(tx: Pick<Database, "execute">): Promise<void> {
  await tx.execute(sql`set local synchronous_commit = off`);
}

/** The same for a single statement: a "with" part of it that another part must read, since what nobody reads is not done. */
export const notWaitingForDisk = sql`unhurried as materialized (select set_config('synchronous_commit', 'off', true))`;
