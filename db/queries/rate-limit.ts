import { eq, lte, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { rateLimit } from "@/db/schema/identity";

interface Attempt {
  key: string;
  /** Tries allowed within the window. */
  max: number;
  /** Length of the window, which begins with the first try. */
  seconds: number;
  now: Date;
}

/** Counts one try, atomically over all processes. `retryAfterSeconds` is 0 while tries are left. */
export async function takeAttempt(
  db: Database,
  { key, max, seconds, now }: Attempt,
): Promise<{ retryAfterSeconds: number }> {
  const resetsAt = new Date(now.getTime() + seconds * 1000);
  const over = sql`${rateLimit.resetsAt} <= ${now.toISOString()}::timestamptz`;
  const [row] = await db
    .insert(rateLimit)
    .values({ key, tries: 1, resetsAt })
    .onConflictDoUpdate({
      target: rateLimit.key,
      set: {
        tries: sql`case when ${over} then 1 else ${rateLimit.tries} + 1 end`,
        resetsAt: sql`case when ${over} then excluded.resets_at else ${rateLimit.resetsAt} end`,
      },
    })
    .returning();
  if (row === undefined || row.tries <= max) return { retryAfterSeconds: 0 };
  return { retryAfterSeconds: Math.ceil((row.resetsAt.getTime() - now.getTime()) / 1000) };
}

/** After a success the next mistake starts from zero. */
export async function forgetAttempts(db: Database, key: string): Promise<void> {
  await db.delete(rateLimit).where(eq(rateLimit.key, key));
}

/** Windows that are over count for nothing any more. Answers how many were left behind. */
export async function sweepAttempts(db: Database, now: Date): Promise<number> {
  const { count } = await db.delete(rateLimit).where(lte(rateLimit.resetsAt, now));
  return count;
}
