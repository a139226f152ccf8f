import { eq, lt, or, sql } from "drizzle-orm";
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

/** After a success the next mistake starts from zero. Windows long over are swept along. */
export async function forgetAttempts(db: Database, key: string, now: Date): Promise<void> {
  await db.delete(rateLimit).where(or(eq(rateLimit.key, key), lt(rateLimit.resetsAt, now)));
}
