import { eq, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { accountRate } from "@/db/schema/tables";
import type { ChannelId } from "@/lib/channels/ids";
import { fullAllowance, rateOf, type SenderAllowance } from "@/lib/sending/sender-allowance";
import { type Bucket, fullBucket, type Rate } from "@/lib/sending/token-bucket";
import type { SenderLimit } from "@/lib/workspace/schema";

const columns = {
  tokens: accountRate.tokens,
  filledAt: accountRate.filledAt,
  heldUntil: accountRate.heldUntil,
  day: accountRate.day,
  usedInDay: accountRate.usedInDay,
};

/** Changes what an account may still be asked; workers that do so at the same moment wait for each other. */
export async function changeBucket<Result extends { bucket: Bucket }>(
  db: Database,
  account: string,
  rate: Rate,
  now: Date,
  change: (bucket: SenderAllowance) => Result,
): Promise<Result> {
  return db.transaction(async (tx) => {
    const full = fullBucket(rate, now);
    await tx
      .insert(accountRate)
      .values({ account, ...full })
      .onConflictDoNothing();
    const [known = { ...full, day: null, usedInDay: 0 }] = await tx
      .select(columns)
      .from(accountRate)
      .where(eq(accountRate.account, account))
      .for("update");
    const result = change(known);
    await tx.update(accountRate).set(result.bucket).where(eq(accountRate.account, account));
    return result;
  });
}

/** Changes what a sender may still send; `key` names the sender over all workspaces that send through it. */
export function changeAllowance<Result extends { bucket: SenderAllowance }>(
  db: Database,
  key: string,
  limit: SenderLimit,
  now: Date,
  change: (allowance: SenderAllowance) => Result,
): Promise<Result> {
  return changeBucket(db, key, rateOf(limit), now, change);
}

/** What a sender may still send, without taking any of it. */
export async function readAllowance(
  db: Database,
  key: string,
  limit: SenderLimit,
  now: Date,
): Promise<SenderAllowance> {
  const [known] = await db.select(columns).from(accountRate).where(eq(accountRate.account, key));
  return known ?? fullAllowance(limit, now);
}

/** How many messages of a channel a campaign could hand over now, as far as `max`. */
export async function countWaiting(
  db: Database,
  { workspaceId, campaignId, channel }: WaitingMessages,
  max: number,
  now: Date,
): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`
    select count(*)::int as count from (
      select 1 from delivery d where ${isWaiting(workspaceId, campaignId, channel, now)} limit ${max}) waiting`);
  return row?.count ?? 0;
}

/**
 * Lets what waits on a channel wait until a moment; nobody looks for it before. What somebody else holds is passed over:
 * it is being handed over or taken back.
 */
export async function putOff(
  db: Database,
  { workspaceId, campaignId, channel }: WaitingMessages,
  until: Date,
  now: Date,
): Promise<void> {
  await db.execute(sql`
    with waiting as materialized (
      select d.id from delivery d where ${isWaiting(workspaceId, campaignId, channel, now)}
      order by d.id for update of d skip locked
    )
    update delivery d set not_before = ${until.toISOString()}::timestamptz from waiting where d.id = waiting.id`);
}

/** Messages of a channel that a campaign has not handed over yet. */
interface WaitingMessages {
  workspaceId: string;
  campaignId: string;
  channel: ChannelId;
}

const isWaiting = (workspaceId: string, campaignId: string, channel: ChannelId, now: Date) => sql`
  d.campaign_id = ${campaignId} and d.workspace_id = ${workspaceId} and d.channel = ${channel} and d.is_open
  and d.state = 'pending' and (d.not_before is null or d.not_before <= ${now.toISOString()}::timestamptz)`;
