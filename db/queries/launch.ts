import { and, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { campaign, providerTemplate } from "@/db/schema/tables";
import type { Audience } from "@/lib/audience/rule";
import type { CampaignState } from "@/lib/campaign/schema";
import type { TemplateDefinition } from "@/lib/channels/contract";
import type { ChannelId } from "@/lib/channels/ids";
import type { AssignmentSlice } from "@/lib/experiment/assignment-slices";
import { audienceCondition } from "./audience";

type Tx = Pick<Database, "update" | "execute">;

/** Moves a campaign from one of the named states to another; false when it was in none of them, or is not as `only` says. */
async function moveState(
  tx: Tx,
  where: { workspaceId: string; campaignId: string; from: CampaignState[]; only?: SQL | undefined },
  set: Partial<typeof campaign.$inferInsert> & { state: CampaignState },
): Promise<boolean> {
  const moved = await tx
    .update(campaign)
    .set(set)
    .where(
      and(
        eq(campaign.id, where.campaignId),
        eq(campaign.workspaceId, where.workspaceId),
        inArray(campaign.state, where.from),
        where.only,
      ),
    )
    .returning({ id: campaign.id });
  return moved.length === 1;
}

/** Which draft is meant: the one that was checked, not what somebody saved since. */
interface CheckedDraft {
  workspaceId: string;
  campaignId: string;
  revision: number;
}

const unchanged = ({ workspaceId, campaignId, revision }: CheckedDraft) => ({
  ...{ workspaceId, campaignId },
  ...{ from: ["draft"] satisfies CampaignState[], only: eq(campaign.revision, revision) },
});

/** A draft begins to send; pressing twice changes nothing. The caller enqueues the launch event in the same transaction. */
export function markLaunching(tx: Tx, draft: CheckedDraft, now: Date): Promise<boolean> {
  return moveState(tx, unchanged(draft), { state: "sending", launchRequestedAt: now, updatedAt: now });
}

/** A draft waits for its moment. */
export function markScheduled(tx: Tx, draft: CheckedDraft, at: Date, now: Date): Promise<boolean> {
  return moveState(tx, unchanged(draft), { state: "scheduled", scheduledAt: at, updatedAt: now });
}

/** A campaign whose moment has come begins to send, unless it was taken back or put off since it was found due. */
export function startScheduled(tx: Tx, workspaceId: string, campaignId: string, now: Date): Promise<boolean> {
  return moveState(
    tx,
    { workspaceId, campaignId, from: ["scheduled"], only: isDue(now) },
    { state: "sending", launchRequestedAt: now, updatedAt: now },
  );
}

const isDue = (now: Date) => sql`${campaign.scheduledAt} <= ${now.toISOString()}::timestamptz`;

/** A scheduled campaign becomes a draft again. */
export function unschedule(tx: Tx, workspaceId: string, campaignId: string, now: Date): Promise<boolean> {
  return moveState(
    tx,
    { workspaceId, campaignId, from: ["scheduled"] },
    { state: "draft", scheduledAt: null, updatedAt: now },
  );
}

/** Nothing more is handed over until it is resumed; what providers already have goes on. */
export function pauseCampaign(tx: Tx, workspaceId: string, campaignId: string, now: Date): Promise<boolean> {
  return moveState(tx, { workspaceId, campaignId, from: ["sending"] }, { state: "paused", updatedAt: now });
}

export function resumeCampaign(tx: Tx, workspaceId: string, campaignId: string, now: Date): Promise<boolean> {
  return moveState(tx, { workspaceId, campaignId, from: ["paused"] }, { state: "sending", updatedAt: now });
}

/** Ends a campaign for good: what waits is cancelled, what was handed over stays and is still counted. */
export async function stopCampaign(db: Database, workspaceId: string, campaignId: string, now: Date): Promise<boolean> {
  return db.transaction(async (tx) => {
    const from: CampaignState[] = ["sending", "paused", "scheduled"];
    const moved = await moveState(
      tx,
      { workspaceId, campaignId, from },
      { state: "cancelled", finishedAt: now, updatedAt: now },
    );
    if (!moved) return false;
    await tx.execute(sql`
      update recipient set state = 'cancelled', next_action_at = null, reason = 'campaign_stopped', updated_at = ${now.toISOString()}::timestamptz
      where campaign_id = ${campaignId} and workspace_id = ${workspaceId} and state in ('pending', 'active')`);
    await tx.execute(sql`
      update delivery set state = 'cancelled', error_code = 'campaign_stopped'
      where campaign_id = ${campaignId} and workspace_id = ${workspaceId} and state = 'pending'`);
    return true;
  });
}

/** Scheduled campaigns whose moment has come. */
export async function dueCampaigns(db: Database, now: Date): Promise<{ id: string; workspaceId: string }[]> {
  return db
    .select({ id: campaign.id, workspaceId: campaign.workspaceId })
    .from(campaign)
    .where(and(eq(campaign.state, "scheduled"), isDue(now)))
    .limit(100);
}

/** Campaigns that were to start and whose snapshot is not complete: just launched, or cut off by a crash. */
export async function unlaunchedCampaigns(db: Database): Promise<{ id: string; workspaceId: string }[]> {
  return db
    .select({ id: campaign.id, workspaceId: campaign.workspaceId })
    .from(campaign)
    .where(and(eq(campaign.state, "sending"), isNull(campaign.launchedAt)))
    .limit(100);
}

export interface SnapshotSlice {
  workspaceId: string;
  campaignId: string;
  audience: Audience;
  salt: string;
  slices: readonly AssignmentSlice[];
  /** The last contact of the slice before; null at the beginning. */
  after: string | null;
  contactsMax: number;
  now: Date;
}

/**
 * Copies the next contacts of the audience into the campaign, each with the arm drawn for them, in one statement.
 * Answers the last contact looked at; null when the audience is done. A repeated slice adds nobody twice.
 */
export async function snapshotSlice(db: Pick<Database, "execute">, slice: SnapshotSlice): Promise<string | null> {
  const [row] = await db.execute<{ last: string | null }>(sql`
    with people as (
      select c.id, ('x' || substr(md5(${slice.salt} || c.id::text), 1, 8))::bit(32)::bigint / 4294967296.0 as draw
      from contact c
      where c.workspace_id = ${slice.workspaceId} and ${audienceCondition(slice.audience)}
        and (${slice.after}::uuid is null or c.id > ${slice.after}::uuid)
      order by c.id limit ${slice.contactsMax}
    ), taken as (
      insert into recipient (campaign_id, contact_id, workspace_id, arm_key, state, rung, updated_at)
      select ${slice.campaignId}::uuid, id, ${slice.workspaceId}::uuid, arm_key,
        case when arm_key is null then 'held_out' else 'pending' end, 0, ${slice.now.toISOString()}::timestamptz
      from (select id, ${armOfDraw(slice.slices)} as arm_key from people) drawn
      on conflict do nothing
    )
    select max(id::text) as last from people`);
  return row?.last ?? null;
}

/** The arm of the draw `draw`, a column of the statement it stands in; null for who is held out. */
export function armOfDraw(slices: readonly AssignmentSlice[]): SQL {
  const cases = slices.map((slice) => sql`when draw < ${slice.upTo}::float8 then ${slice.armKey}::text`);
  return sql`case ${sql.join(cases, sql` `)} end`;
}

/** The snapshot is complete: from now on messages go out. */
export async function markLaunched(db: Database, workspaceId: string, campaignId: string, now: Date): Promise<void> {
  await db.execute(sql`
    update campaign set launched_at = coalesce(launched_at, ${now.toISOString()}::timestamptz),
      recipient_count = (select count(*) from recipient r where r.campaign_id = campaign.id)
    where id = ${campaignId} and workspace_id = ${workspaceId}`);
}

/** Remembers what a provider said of a template. */
export async function saveTemplate(
  db: Database,
  workspaceId: string,
  channel: ChannelId,
  template: TemplateDefinition,
  state: "submitted" | "approved" | "rejected",
  now: Date,
): Promise<void> {
  const { name, language } = template;
  const definition = { ...template };
  await db
    .insert(providerTemplate)
    .values({ workspaceId, channel, name, language, definition, state, updatedAt: now })
    .onConflictDoUpdate({
      target: [
        providerTemplate.workspaceId,
        providerTemplate.channel,
        providerTemplate.name,
        providerTemplate.language,
      ],
      set: { definition, state, updatedAt: now },
    });
}
