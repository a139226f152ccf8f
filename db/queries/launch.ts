import { and, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
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
  set: PgUpdateSetSource<typeof campaign> & { state: CampaignState },
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
export async function markLaunching(tx: Tx, draft: CheckedDraft, now: Date): Promise<boolean> {
  const moved = await moveState(tx, unchanged(draft), { state: "sending", ...started(now) });
  if (moved) await keepPrices(tx, draft.workspaceId, draft.campaignId);
  return moved;
}

/** A draft waits for its moment. */
export function markScheduled(tx: Tx, draft: CheckedDraft, at: Date, now: Date): Promise<boolean> {
  return moveState(tx, unchanged(draft), { state: "scheduled", scheduledAt: at, updatedAt: now });
}

/** A campaign whose moment has come begins to send, unless it was taken back or put off since it was found due. */
export function startScheduled(db: Database, workspaceId: string, campaignId: string, now: Date): Promise<boolean> {
  return db.transaction(async (tx) => {
    const moved = await moveState(
      tx,
      { workspaceId, campaignId, from: ["scheduled"], only: isDue(now) },
      { state: "sending", ...started(now) },
    );
    if (moved) await keepPrices(tx, workspaceId, campaignId);
    return moved;
  });
}

/** Freezes the price list of the channels a campaign uses: a later change of the list is for later campaigns. */
async function keepPrices(tx: Pick<Database, "execute">, workspaceId: string, campaignId: string): Promise<void> {
  await tx.execute(sql`
    insert into campaign_price_list (campaign_id, workspace_id, prices)
    select c.id, c.workspace_id, coalesce((
      select jsonb_agg(jsonb_build_object('id', p.id, 'channel', p.channel, 'country', p.country,
        'billedAs', p.billed_as, 'currency', p.currency, 'micros', p.micros, 'validFrom', p.valid_from, 'source', p.source))
      from price p where p.workspace_id = c.workspace_id and p.channel in (
        select jsonb_array_elements_text(rung -> 'channels') from jsonb_array_elements(c.ladder -> 'rungs') rung)), '[]')
    from campaign c where c.id = ${campaignId} and c.workspace_id = ${workspaceId}
    on conflict do nothing`);
}

/** The end of a campaign counts from its start. */
const started = (now: Date) => ({
  ...{ launchRequestedAt: now, updatedAt: now },
  expiresAt: sql`${now.toISOString()}::timestamptz + make_interval(hours => (rules ->> 'expiresAfterHours')::int)`,
});

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

/**
 * Ends a campaign for good: what waits is cancelled, what was handed over stays and is still counted. What is under way
 * and comes back is cancelled by the next look at what was left behind.
 */
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
      where campaign_id = ${campaignId} and workspace_id = ${workspaceId} and is_open and state = 'pending'`);
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

/** Campaigns whose snapshot is not complete: just launched, or cut off by a crash. A pause stops messages, not the snapshot. */
export async function unlaunchedCampaigns(db: Database): Promise<{ id: string; workspaceId: string }[]> {
  return db
    .select({ id: campaign.id, workspaceId: campaign.workspaceId })
    .from(campaign)
    .where(and(inArray(campaign.state, ["sending", "paused"]), isNull(campaign.launchedAt)))
    .limit(100);
}

export interface SnapshotSlice {
  workspaceId: string;
  campaignId: string;
  audience: Audience;
  salt: string;
  slices: readonly AssignmentSlice[];
  contactsMax: number;
  now: Date;
}

/**
 * Copies the next contacts of the audience into the campaign, each with the arm drawn for them. Answers how many: 0 when
 * everybody is in, null when the campaign was stopped.
 *
 * Slices are taken in the order of ids, each whole or not at all, so the next one begins behind the last contact that is
 * in, whoever took it and whatever was cut off. The campaign's row is held meanwhile: slices come one after the other,
 * and whoever stops the campaign waits for the slice, cancels everybody in it, and no slice comes after.
 */
export async function snapshotSlice(db: Database, slice: SnapshotSlice): Promise<number | null> {
  const { workspaceId, campaignId, slices } = slice;
  // With one arm and nobody held out there is nothing to draw, and hashing a million ids takes seconds.
  const draw = slices.length === 1 ? sql`0` : drawOf(slice.salt);
  return db.transaction(async (tx) => {
    const running = await tx.execute(sql`
      select id from campaign
      where id = ${campaignId} and workspace_id = ${workspaceId} and state in ('sending', 'paused') for no key update`);
    if (running.length === 0) return null;
    const [last] = await tx.execute<{ id: string }>(sql`
      select contact_id as id from recipient where campaign_id = ${campaignId} order by contact_id desc limit 1`);
    const taken = await tx.execute(sql`
      with people as (
        select c.id, ${draw} as draw from contact c
        where c.workspace_id = ${workspaceId} and ${audienceCondition(slice.audience)}
          and c.id > ${last?.id ?? beforeEverybody}::uuid
        order by c.id limit ${slice.contactsMax}
      )
      insert into recipient (campaign_id, contact_id, workspace_id, arm_key, state, rung, updated_at)
      select ${campaignId}::uuid, id, ${workspaceId}::uuid, arm_key,
        case when arm_key is null then 'held_out' else 'pending' end, 0, ${slice.now.toISOString()}::timestamptz
      from (select id, ${armOfDraw(slices)} as arm_key from people offset 0) drawn`);
    return taken.count;
  });
}

/** Smaller than any id. */
const beforeEverybody = "00000000-0000-0000-0000-000000000000";

/** A number from 0 to 1 that depends on the contact `c` and a word alone. */
export function drawOf(word: string): SQL {
  return sql`('x' || substr(md5(${word} || c.id::text), 1, 8))::bit(32)::bigint / 4294967296.0::float8`;
}

/** The arm of the draw `draw`, a column of the statement it stands in; null for who is held out. */
export function armOfDraw(slices: readonly AssignmentSlice[]): SQL {
  const [only] = slices;
  if (slices.length === 1 && only !== undefined) return sql`${only.armKey}::text`;
  const cases = slices.map((slice) => sql`when draw < ${slice.upTo}::float8 then ${slice.armKey}::text`);
  return sql`case ${sql.join(cases, sql` `)} end`;
}

/** The snapshot is complete: how many people the campaign has is known from now on, and it can come to an end. */
export async function markLaunched(db: Database, workspaceId: string, campaignId: string, now: Date): Promise<void> {
  await db.execute(sql`
    update campaign set launched_at = coalesce(launched_at, ${now.toISOString()}::timestamptz),
      recipient_count = (select count(*) from recipient r where r.campaign_id = campaign.id)
    where id = ${campaignId} and workspace_id = ${workspaceId} and state in ('sending', 'paused')`);
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
