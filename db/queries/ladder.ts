import { type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { addToRollups, type CountedEvent } from "@/db/queries/rollups";
import { changeRecipients, decidableFrom, type RecipientChange } from "@/db/queries/sending";
import type { ArmKey } from "@/lib/campaign/schema";
import type { ChannelId } from "@/lib/channels/ids";
import type { RungEvidence } from "@/lib/ladder/next-step";
import { type Ladder, ladderSchema } from "@/lib/ladder/schema";

interface DueCampaign {
  id: string;
  workspaceId: string;
  ladder: Ladder;
}

/** Campaigns in which somebody is to be looked at: at once, or because their wait was over by a moment. */
export async function campaignsWithDue(db: Database, heard: Date): Promise<DueCampaign[]> {
  const rows = await db.execute<{ id: string; workspaceId: string; ladder: unknown }>(sql`
    select c.id, c.workspace_id as "workspaceId", c.ladder from campaign c
    where c.state = 'sending' and ((
        select r.next_action_at from recipient r
        where r.campaign_id = c.id and r.state = 'active'
        order by r.next_action_at limit 1) <= ${heard.toISOString()}::timestamptz
      or (select r.contact_id from recipient r
        where r.campaign_id = c.id and r.state = 'active' and r.next_action_at is null
        order by r.next_action_at limit 1) is not null)`);
  return rows.map((row) => ({ ...row, ladder: ladderSchema.parse(row.ladder) }));
}

/** The message of a person's current rung. */
interface CurrentMessage {
  id: string;
  armKey: ArmKey;
  channel: ChannelId;
  state: string;
  attempts: number;
  createdAt: Date;
  /** Until when the decision for it holds; null for good. */
  goodUntil: Date | null;
  errorCode: string | null;
  providerMessageId: string | null;
}

export interface DueRecipient {
  contactId: string;
  rung: number;
  evidence: RungEvidence;
  /** Null when none was made. */
  message: CurrentMessage | null;
}

export interface LadderDecision {
  change: RecipientChange;
  /** What becomes of the message of the rung they stood on: nothing, called back, or tried again later. */
  message: { kind: "kept" } | { kind: "called_back" } | { kind: "again"; at: Date };
}

interface Advanced {
  /** How many were looked at: as many as the limit, or more, means that more may be due. */
  looked: number;
  calledBack: number;
}

/**
 * Takes the people of a campaign whose time has come, decides for each and stores the decisions, all in one
 * transaction: another worker passes over the rows held here, and a late success waits for this to end. Messages that a
 * receipt is being applied to at this moment are passed over too, never waited for, with their people: the two lock in
 * opposite order.
 *
 * The time has come for those who are to be looked at at once, and for those whose wait was over by the moment until
 * which everything is heard; of each as many as the limit. Everybody else stands behind in the index and is not read.
 */
export async function advanceDueRecipients(
  db: Database,
  { id, workspaceId }: DueCampaign,
  { limit, now, heard }: { limit: number; now: Date; heard: Date },
  decide: (due: DueRecipient) => LadderDecision,
): Promise<Advanced> {
  const next = (isDue: SQL) => sql`
    select r.contact_id, r.rung from recipient r
    join campaign c on c.id = r.campaign_id and c.state = 'sending'
    where r.campaign_id = ${id} and r.workspace_id = ${workspaceId} and r.state = 'active' and ${isDue}
    order by r.next_action_at limit ${limit} for update of r skip locked`;
  return db.transaction(async (tx) => {
    const rows = await tx.execute<Record<string, unknown>>(sql`
      with at_once as materialized (${next(sql`r.next_action_at is null`)}),
      over as materialized (${next(sql`r.next_action_at <= ${heard.toISOString()}::timestamptz`)}),
      due as (select * from at_once union all select * from over)
      select due.contact_id as "contactId", due.rung, d.id, d.arm_key as "armKey", d.channel, d.state, d.attempts,
        d.provider_message_id as "providerMessageId", d.error_code as "errorCode", d.created_at as "createdAt",
        d.good_until as "goodUntil",
        d.accepted_at as "acceptedAt", d.delivered_at as "deliveredAt", d.read_at as "readAt",
        d.engaged_at as "engagedAt", d.failed_at as "failedAt"
      from due left join lateral (
        select * from delivery
        where campaign_id = ${id} and contact_id = due.contact_id and rung = due.rung offset 0) d on true`);
    const decided = rows.map(toDue).map((person) => ({ person, ...decide(person) }));
    const touched = decided.filter(({ message }) => message.kind !== "kept");
    const held = await changeMessages(tx, touched);
    const settled = decided.filter(
      ({ person, message }) => message.kind === "kept" || held.has(person.message?.id ?? ""),
    );
    await changeRecipients(
      tx,
      id,
      settled.map(({ change }) => change),
      now,
    );
    const again = settled.filter(({ message }) => message.kind === "again").map(({ person }) => person);
    await addToRollups(
      tx,
      again.flatMap((person) => uncounted(person, { campaignId: id, workspaceId })),
    );
    const calledBack = settled.filter(({ message }) => message.kind === "called_back").length;
    return { looked: rows.length, calledBack };
  });
}

/** Answers which messages could be changed. */
async function changeMessages(
  tx: Pick<Database, "execute">,
  touched: readonly (LadderDecision & { person: DueRecipient })[],
): Promise<Set<string>> {
  if (touched.length === 0) return new Set();
  const wishes = touched.map(({ person, message }) => ({
    id: person.message?.id,
    kind: message.kind,
    at: message.kind === "again" ? message.at : null,
  }));
  const rows = await tx.execute<{ id: string }>(sql`
    with e as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(wishes)}::text::jsonb) as e(id uuid, kind text, at timestamptz)
    ), held as materialized (
      select d.id, e.kind, e.at from e cross join lateral (
        select id from delivery where id = e.id
          and case e.kind when 'again' then state in ('rejected', 'undeliverable') else state = 'accepted' end
        for no key update skip locked) d
    ), called_back as (
      update delivery d set revoke_outcome = coalesce(d.revoke_outcome, 'wanted')
      from held where d.id = held.id and held.kind = 'called_back'
    ), again as (
      update delivery d set state = 'pending', not_before = held.at, lease_until = null, accepted_at = null,
        failed_at = null, provider_message_id = null
      from held where d.id = held.id and held.kind = 'again'
    )
    select id from held`);
  return new Set(rows.map((row) => row.id));
}

/** A message that is tried again was neither accepted nor failed after all: it will be counted when it is. */
function uncounted(
  { rung, message, evidence }: DueRecipient,
  campaign: { campaignId: string; workspaceId: string },
): CountedEvent[] {
  if (message === null) return [];
  const { armKey, channel } = message;
  const moments = { accepted: evidence.acceptedAt, failed: evidence.failedAt } as const;
  return (["accepted", "failed"] as const).flatMap((metric): CountedEvent[] => {
    const at = moments[metric];
    return at === null ? [] : [{ ...campaign, armKey, rung, channel, metric, at, by: -1 }];
  });
}

function toDue(row: Record<string, unknown>): DueRecipient {
  const moment = (value: unknown) => (value == null ? null : new Date(value as string | Date));
  return {
    contactId: String(row.contactId),
    rung: Number(row.rung),
    evidence: {
      acceptedAt: moment(row.acceptedAt),
      deliveredAt: moment(row.deliveredAt),
      readAt: moment(row.readAt),
      engagedAt: moment(row.engagedAt),
      // A conversion ends the ladder when it is recorded.
      convertedAt: null,
      failedAt: moment(row.failedAt),
    },
    message:
      row.id == null
        ? null
        : ({ ...row, createdAt: moment(row.createdAt), goodUntil: moment(row.goodUntil) } as unknown as CurrentMessage),
  };
}

/** Campaigns that have something to hand over now and no worker at it; those of the highest priority first. */
export async function campaignsWithWork(db: Database, now: Date): Promise<{ id: string; workspaceId: string }[]> {
  const at = now.toISOString();
  const rows = await db.execute<{ id: string; workspaceId: string }>(sql`
    select c.id, c.workspace_id as "workspaceId" from campaign c
    where c.state = 'sending'
      -- Within reason: a worker whose clock was wrong must not keep everybody away for ever.
      and (c.worker_until between ${at}::timestamptz and ${at}::timestamptz + interval '1 minute') is not true
      and ((select ${decidableFrom} from recipient r where r.campaign_id = c.id and r.state = 'pending'
          order by 1 limit 1) <= ${at}::timestamptz
        or exists (select 1 from delivery d where d.campaign_id = c.id and d.is_open and d.state = 'pending'
          and (d.not_before is null or d.not_before <= ${at}::timestamptz)))
      and not exists (select 1 from delivery d where d.campaign_id = c.id and d.state = 'sending' and d.lease_until > ${at}::timestamptz)
    order by coalesce((c.rules ->> 'priority')::int, 3) desc, c.launched_at`);
  return [...rows];
}

// Questions about one person each, written with "order by … limit 1" and not with "exists": the planner cannot know how
// few of a million wait for this very moment, takes the first to come soon, and walks through everybody when none does.

const nobodyIs = (state: SQL, next: SQL) => sql`(
  select r.contact_id from recipient r where r.campaign_id = c.id and r.state = ${state}
  order by ${next} limit 1) is null`;

/** Campaigns whose every recipient reached an end are finished. */
export async function finishCampaigns(db: Database, now: Date): Promise<void> {
  const at = now.toISOString();
  await db.execute(sql`
    update campaign c set state = 'finished', finished_at = ${at}::timestamptz, updated_at = ${at}::timestamptz
    where c.state = 'sending' and c.launched_at is not null
      and ${nobodyIs(sql`'pending'`, decidableFrom)} and ${nobodyIs(sql`'active'`, sql`r.next_action_at`)}`);
}
