import { eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { accountRate } from "@/db/schema/tables";
import { type Bucket, fullBucket, type Rate } from "@/lib/sending/token-bucket";

/** Changes what an account may still be asked; workers that do so at the same moment wait for each other. */
export async function changeBucket<Result extends { bucket: Bucket }>(
  db: Database,
  account: string,
  rate: Rate,
  now: Date,
  change: (bucket: Bucket) => Result,
): Promise<Result> {
  return db.transaction(async (tx) => {
    const full = fullBucket(rate, now);
    await tx
      .insert(accountRate)
      .values({ account, ...full })
      .onConflictDoNothing();
    const [known = full] = await tx
      .select({ tokens: accountRate.tokens, filledAt: accountRate.filledAt, heldUntil: accountRate.heldUntil })
      .from(accountRate)
      .where(eq(accountRate.account, account))
      .for("update");
    const result = change(known);
    await tx.update(accountRate).set(result.bucket).where(eq(accountRate.account, account));
    return result;
  });
}
