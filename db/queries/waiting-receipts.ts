import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";

type Statements = Pick<Database, "execute">;

/** A stored webhook that nobody has applied. */
export interface WaitingReceipt {
  id: string;
  workspaceId: string;
  body: unknown;
  receivedAt: Date;
}

/**
 * Takes status receipts that are due, oldest first: they wait no longer when the transaction it is called in commits,
 * and wait again when it does not. What others are taking is passed over.
 */
export async function takeStatusReceipts(
  tx: Statements,
  { now, max }: { now: Date; max: number },
): Promise<WaitingReceipt[]> {
  return received(
    await tx.execute<WaitingReceipt & Record<string, unknown>>(sql`
      with taken as (
        -- By its place, which nothing changes while it is locked.
        delete from receipt_waiting where ctid = any (array(
          select ctid from receipt_waiting
          where kind = 'status' and not_before <= ${now.toISOString()}::timestamptz
          order by not_before, receipt_id limit ${max} for update skip locked))
        returning receipt_id)
      select r.id, r.workspace_id as "workspaceId", r.body, r.received_at as "receivedAt"
      from taken join receipt r on r.id = taken.receipt_id order by r.id`),
  );
}

/** Lets status receipts that were taken wait again, each until a moment. */
export async function putOff(tx: Statements, receipts: readonly (WaitingReceipt & { until: Date })[]): Promise<void> {
  if (receipts.length === 0) return;
  const rows = receipts.map(({ id, workspaceId, receivedAt, until }) => ({ id, workspaceId, receivedAt, until }));
  await tx.execute(sql`
    insert into receipt_waiting (receipt_id, workspace_id, kind, not_before, received_at)
    select e.id, e."workspaceId", 'status', e.until, e."receivedAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as e(id uuid, "workspaceId" uuid,
      "receivedAt" timestamptz, until timestamptz)`);
}

/**
 * When the oldest status receipt came in that nobody has looked at yet; null when none waits. One that is being applied
 * still counts, one that was put off does not: the message it names may never turn up. Of all workspaces together, for
 * all stand in one line: whoever asks for one of them would walk through what waits of the others.
 */
export async function oldestUnheard(db: Statements): Promise<Date | null> {
  const [row] = await db.execute<{ at: Date | string }>(sql`
    select received_at as at from receipt_waiting
    where kind = 'status' and not_before = '-infinity' order by receipt_id limit 1`);
  return row === undefined ? null : new Date(row.at);
}

/** Inbound messages that nobody has applied yet, oldest first. They are never put off. */
export async function waitingInbound(db: Statements, max: number): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select receipt_id as id from receipt_waiting
    where kind = 'inbound' and not_before = '-infinity' order by receipt_id limit ${max}`);
  return rows.map((row) => row.id);
}

/** Takes one inbound message like status receipts are taken; null when it is applied, or somebody is applying it. */
export async function takeInbound(tx: Statements, receiptId: string): Promise<WaitingReceipt | null> {
  const [row] = received(
    await tx.execute<WaitingReceipt & Record<string, unknown>>(sql`
      with taken as (
        delete from receipt_waiting where ctid = any (array(
          select ctid from receipt_waiting
          where kind = 'inbound' and not_before = '-infinity' and receipt_id = ${receiptId} for update skip locked))
        returning receipt_id)
      select r.id, r.workspace_id as "workspaceId", r.body, r.received_at as "receivedAt"
      from taken join receipt r on r.id = taken.receipt_id`),
  );
  return row ?? null;
}

/** The same, but waits for whoever is applying it; false when it was applied. */
export async function takeInboundInTurn(tx: Statements, receiptId: string): Promise<boolean> {
  const taken = await tx.execute(sql`
    delete from receipt_waiting
    where kind = 'inbound' and not_before = '-infinity' and receipt_id = ${receiptId} returning receipt_id`);
  return taken.length > 0;
}

function received(rows: readonly WaitingReceipt[]): WaitingReceipt[] {
  return rows.map((row) => ({ ...row, receivedAt: new Date(row.receivedAt) }));
}
