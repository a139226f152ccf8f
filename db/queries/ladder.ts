import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { changeRecipients, isDecidable, type RecipientChange } from "@/db/queries/sending";
import type { ChannelId } from "@/lib/channels/ids";
import type { RungEvidence } from "@/lib/ladder/next-step";
import { type Ladder, ladderSchema } from "@/lib/ladder/schema";

export interface DueRecipient {
  campaignId: string;
  workspaceId: string;
  contactId: string;
  rung: number;
  ladder: Ladder;
  evidence: RungEvidence;
  /** The delivery of the current rung; null when none was made. */
  delivery: { channel: ChannelId; state: string; providerMessageId: string | null; errorCode: string | null } | null;
}

/**
 * Takes the people whose time has come, decides for each and stores the decisions, all in one transaction: another
 * worker passes over the rows held here, and a late success waits for this to end. Answers those it decided about.
 */
export async function advanceDueRecipients(
  db: Database,
  limit: number,
  now: Date,
  decide: (due: DueRecipient) => RecipientChange,
): Promise<DueRecipient[]> {
  return db.transaction(async (tx) => {
    const rows = await tx.execute<Record<string, unknown>>(sql`
      with due as materialized (
        select r.campaign_id, r.contact_id, r.workspace_id, r.rung from recipient r
        join campaign c on c.id = r.campaign_id and c.state = 'sending'
        where r.next_action_at <= ${now.toISOString()}::timestamptz and r.state = 'active'
        order by r.next_action_at limit ${limit} for update of r skip locked
      )
      select due.campaign_id as "campaignId", due.contact_id as "contactId", due.workspace_id as "workspaceId", due.rung,
        c.ladder, d.channel, d.state, d.provider_message_id as "providerMessageId", d.error_code as "errorCode",
        d.accepted_at as "acceptedAt", d.delivered_at as "deliveredAt", d.read_at as "readAt",
        d.engaged_at as "engagedAt", d.failed_at as "failedAt"
      from due join campaign c on c.id = due.campaign_id
      left join delivery d on d.campaign_id = due.campaign_id and d.contact_id = due.contact_id and d.rung = due.rung`);
    const people = rows.map(toDue);
    const byCampaign = new Map<string, RecipientChange[]>();
    for (const person of people) {
      const changes = byCampaign.get(person.campaignId) ?? [];
      changes.push(decide(person));
      byCampaign.set(person.campaignId, changes);
    }
    for (const [campaignId, changes] of byCampaign) await changeRecipients(tx, campaignId, changes, now);
    return people;
  });
}

function toDue(row: Record<string, unknown>): DueRecipient {
  const moment = (value: unknown) => (value == null ? null : new Date(value as string | Date));
  return {
    campaignId: String(row.campaignId),
    workspaceId: String(row.workspaceId),
    contactId: String(row.contactId),
    rung: Number(row.rung),
    ladder: ladderSchema.parse(row.ladder),
    evidence: {
      acceptedAt: moment(row.acceptedAt),
      deliveredAt: moment(row.deliveredAt),
      readAt: moment(row.readAt),
      engagedAt: moment(row.engagedAt),
      convertedAt: null,
      failedAt: moment(row.failedAt),
    },
    delivery:
      row.channel == null
        ? null
        : {
            channel: row.channel as ChannelId,
            state: String(row.state),
            providerMessageId: row.providerMessageId as string | null,
            errorCode: row.errorCode as string | null,
          },
  };
}

/** Campaigns that have something to hand over now and no worker at it; those of the highest priority first. */
export async function campaignsWithWork(db: Database, now: Date): Promise<{ id: string; workspaceId: string }[]> {
  const at = now.toISOString();
  const rows = await db.execute<{ id: string; workspaceId: string }>(sql`
    select c.id, c.workspace_id as "workspaceId" from campaign c
    where c.state = 'sending'
      and (exists (select 1 from recipient r where r.campaign_id = c.id and r.state = 'pending' and ${isDecidable(now)})
        or exists (select 1 from delivery d where d.campaign_id = c.id and d.state = 'pending'
          and (d.not_before is null or d.not_before <= ${at}::timestamptz)))
      and not exists (select 1 from delivery d where d.campaign_id = c.id and d.state = 'sending' and d.lease_until > ${at}::timestamptz)
    order by coalesce((c.rules ->> 'priority')::int, 3) desc, c.launched_at`);
  return [...rows];
}

/** Campaigns whose every recipient reached an end are finished. */
export async function finishCampaigns(db: Database, now: Date): Promise<void> {
  const at = now.toISOString();
  await db.execute(sql`
    update campaign c set state = 'finished', finished_at = ${at}::timestamptz, updated_at = ${at}::timestamptz
    where c.state = 'sending' and c.launched_at is not null
      and not exists (select 1 from recipient r where r.campaign_id = c.id and r.state in ('pending', 'active'))`);
}
