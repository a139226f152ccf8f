import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";

type Tx = Pick<Database, "execute">;

const rowsPerStep = 10_000;

/**
 * Takes back the deliveries of a campaign whose decision does not hold any more, because quiet hours began before they
 * were handed over: their people are decided about anew. Nothing of them had reached a provider.
 */
export async function takeBackOver(tx: Tx, workspaceId: string, campaignId: string, now: Date): Promise<void> {
  const at = now.toISOString();
  await tx.execute(sql`
    with over as materialized (
      select d.id from delivery d
      where d.campaign_id = ${campaignId} and d.workspace_id = ${workspaceId} and d.state = 'pending'
        and d.good_until <= ${at}::timestamptz
      order by d.id limit ${rowsPerStep} for update skip locked
    ), gone as (
      delete from delivery d using over where d.id = over.id returning d.campaign_id, d.contact_id, d.rung
    )
    update recipient r set state = 'pending', next_action_at = null, updated_at = ${at}::timestamptz
    from gone where r.campaign_id = gone.campaign_id and r.contact_id = gone.contact_id and r.rung = gone.rung
      and r.state = 'active'`);
}

/**
 * Ends whoever still waits for a message of a campaign that is over. Whoever has one already keeps waiting for what
 * becomes of it. In steps, so that a million people who were put off do not end in one transaction.
 */
export async function endExpired(db: Tx, now: Date): Promise<void> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const over = sql`select id from campaign where state = 'sending' and expires_at <= ${at}`;
  const ended = sql`state = case when r.rung = 0 then 'skipped' else 'exhausted' end, reason = 'expired',
    next_action_at = null, updated_at = ${at}`;
  for (;;) {
    const unsent = await db.execute(sql`
      with late as materialized (
        select d.id from delivery d
        where d.campaign_id in (${over}) and d.state = 'pending'
        order by d.id limit ${rowsPerStep} for update skip locked
      ), gone as (
        update delivery d set state = 'cancelled', error_code = 'expired', failed_at = ${at}
        from late where d.id = late.id returning d.campaign_id, d.contact_id, d.rung
      ), people as (
        update recipient r set ${ended} from gone
        where r.campaign_id = gone.campaign_id and r.contact_id = gone.contact_id and r.rung = gone.rung
          and r.state = 'active'
      )
      select 1 from gone`);
    const waiting = await db.execute(sql`
      with people as materialized (
        select r.campaign_id, r.contact_id from recipient r
        where r.campaign_id in (${over}) and r.state = 'pending'
        limit ${rowsPerStep} for update skip locked
      )
      update recipient r set ${ended} from people
      where r.campaign_id = people.campaign_id and r.contact_id = people.contact_id returning 1`);
    if (unsent.length < rowsPerStep && waiting.length < rowsPerStep) return;
  }
}
