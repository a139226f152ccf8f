import { and, desc, eq, ilike, inArray, lt, notInArray, or, type SQL, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Database } from "@/db/client";
import { arm, campaign } from "@/db/schema/tables";
import { defaultAudience, defaultLadder, defaultSchedule } from "@/lib/campaign/default-setup";
import type { CampaignState } from "@/lib/campaign/schema";
import type { ArmWeights, CampaignSetup } from "@/lib/campaign/setup";
import type { Ladder } from "@/lib/ladder/schema";
import { emptyMessage, type Message } from "@/lib/message/schema";

type Campaign = typeof campaign.$inferSelect;
type Arm = typeof arm.$inferSelect;
export interface CampaignWithArms extends Campaign {
  arms: Arm[];
}

/** Why a draft was not changed. */
export type SaveOutcome =
  | { saved: true; revision: number }
  | { saved: false; why: "not_found" | "not_draft" | "conflict" };

export interface CampaignListItem {
  id: string;
  name: string;
  state: CampaignState;
  topic: string;
  updatedAt: Date;
  scheduledAt: Date | null;
  launchedAt: Date | null;
  recipientCount: number | null;
  /** People for whom the ladder still has something to do. */
  movingCount: number;
  succeededCount: number;
}

export interface CampaignListQuery {
  search: string;
  states: CampaignState[];
  /** The `updatedAt` and id of the last row of the page before. */
  after: { updatedAt: Date; id: string } | null;
  limit: number;
}

/** Campaigns of a workspace, latest change first. */
export async function listCampaigns(
  db: Database,
  workspaceId: string,
  query: CampaignListQuery,
): Promise<CampaignListItem[]> {
  const rows = await db
    .select({
      id: campaign.id,
      name: campaign.name,
      state: campaign.state,
      topic: campaign.topic,
      updatedAt: campaign.updatedAt,
      scheduledAt: campaign.scheduledAt,
      launchedAt: campaign.launchedAt,
      recipientCount: campaign.recipientCount,
    })
    .from(campaign)
    .where(
      and(
        eq(campaign.workspaceId, workspaceId),
        query.search === "" ? undefined : ilike(campaign.name, `%${escapeLike(query.search)}%`),
        query.states.length === 0 ? undefined : inArray(campaign.state, query.states),
        query.after === null
          ? undefined
          : or(
              lt(campaign.updatedAt, query.after.updatedAt),
              and(eq(campaign.updatedAt, query.after.updatedAt), lt(campaign.id, query.after.id)),
            ),
      ),
    )
    .orderBy(desc(campaign.updatedAt), desc(campaign.id))
    .limit(query.limit);
  const counts = await peopleCounts(
    db,
    workspaceId,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({
    ...row,
    movingCount: counts.get(row.id)?.moving ?? 0,
    succeededCount: counts.get(row.id)?.succeeded ?? 0,
  }));
}

type PeopleCounts = { moving: number; succeeded: number };

/** One state each, so that an index answers without a look at the people. */
async function peopleCounts(
  db: Database,
  workspaceId: string,
  campaignIds: readonly string[],
): Promise<Map<string, PeopleCounts>> {
  if (campaignIds.length === 0) return new Map();
  const inState = (state: SQL) =>
    sql`(select count(*)::int from recipient where campaign_id = c.id and state = ${state})`;
  const rows = await db.execute<{ id: string } & PeopleCounts>(sql`
    select c.id, ${inState(sql`'pending'`)} + ${inState(sql`'active'`)} as moving,
      ${inState(sql`'succeeded'`)} as succeeded
    from campaign c where c.workspace_id = ${workspaceId} and c.id in (
      select value::uuid from jsonb_array_elements_text(${JSON.stringify(campaignIds)}::text::jsonb))`);
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

/** Makes a draft with one variant, empty or with what a template brings. `assignmentSalt` must be random. */
export async function createCampaign(
  db: Database,
  workspaceId: string,
  input: {
    name: string;
    topic: string;
    userId: string | null;
    assignmentSalt: string;
    now: Date;
    start?: { message: Message; ladder: Ladder | null };
  },
): Promise<string> {
  const id = uuidv7();
  await db.transaction(async (tx) => {
    await tx.insert(campaign).values({
      id,
      workspaceId,
      name: input.name,
      topic: input.topic,
      audience: defaultAudience,
      ladder: input.start?.ladder ?? defaultLadder,
      schedule: defaultSchedule,
      assignmentSalt: input.assignmentSalt,
      createdBy: input.userId,
      createdAt: input.now,
      updatedAt: input.now,
    });
    await tx.insert(arm).values({
      ...{ campaignId: id, key: "A", workspaceId, name: "Variant A", weightPercent: 100 },
      message: input.start?.message ?? emptyMessage,
    });
  });
  return id;
}

/** A campaign with its variants in order; null when this workspace has none of that id. */
export async function loadCampaign(
  db: Database,
  workspaceId: string,
  campaignId: string,
): Promise<CampaignWithArms | null> {
  const [row] = await db
    .select()
    .from(campaign)
    .where(and(eq(campaign.id, campaignId), eq(campaign.workspaceId, workspaceId)));
  if (row === undefined) return null;
  const arms = await db
    .select()
    .from(arm)
    .where(and(eq(arm.campaignId, campaignId), eq(arm.workspaceId, workspaceId)))
    .orderBy(arm.key);
  return { ...row, arms };
}

/** Saves a change to a draft made on `revision`; refuses when somebody saved in between. */
export async function saveCampaignSetup(
  db: Database,
  workspaceId: string,
  campaignId: string,
  change: { revision: number; setup: CampaignSetup; now: Date },
): Promise<SaveOutcome> {
  const [saved] = await db
    .update(campaign)
    .set({ ...definedOnly(change.setup), revision: change.revision + 1, updatedAt: change.now })
    .where(draftAt(workspaceId, campaignId, change.revision))
    .returning({ revision: campaign.revision });
  return saved === undefined ? whyNotSaved(db, workspaceId, campaignId) : { saved: true, revision: saved.revision };
}

/**
 * Sets the variants of a draft: new letters start as a copy of variant A, absent ones are removed,
 * messages of those that stay are kept.
 */
export async function saveArms(
  db: Database,
  workspaceId: string,
  campaignId: string,
  change: { revision: number; arms: ArmWeights; holdoutPercent: number; now: Date },
): Promise<SaveOutcome> {
  return db.transaction(async (tx): Promise<SaveOutcome> => {
    const [saved] = await tx
      .update(campaign)
      .set({ holdoutPercent: change.holdoutPercent, revision: change.revision + 1, updatedAt: change.now })
      .where(draftAt(workspaceId, campaignId, change.revision))
      .returning({ revision: campaign.revision });
    if (saved === undefined) return whyNotSaved(db, workspaceId, campaignId);
    const existing = await tx.select().from(arm).where(eq(arm.campaignId, campaignId)).orderBy(arm.key);
    const original = existing[0]?.message ?? emptyMessage;
    const kept = change.arms.map((next) => next.key);
    await tx.delete(arm).where(and(eq(arm.campaignId, campaignId), notInArray(arm.key, kept)));
    await tx
      .insert(arm)
      .values(change.arms.map((next) => ({ ...next, campaignId, workspaceId, message: original })))
      .onConflictDoUpdate({
        target: [arm.campaignId, arm.key],
        set: { name: sql`excluded.name`, weightPercent: sql`excluded.weight_percent` },
      });
    return { saved: true, revision: saved.revision };
  });
}

/** Copies a campaign of any state into a new draft, messages and setup included. Null when it does not exist. */
export async function duplicateCampaign(
  db: Database,
  workspaceId: string,
  campaignId: string,
  input: { name: string; userId: string | null; assignmentSalt: string; now: Date },
): Promise<string | null> {
  const original = await loadCampaign(db, workspaceId, campaignId);
  if (original === null) return null;
  const id = uuidv7();
  await db.transaction(async (tx) => {
    await tx.insert(campaign).values({
      id,
      workspaceId,
      name: input.name,
      topic: original.topic,
      audience: original.audience,
      ladder: original.ladder,
      schedule: defaultSchedule,
      holdoutPercent: original.holdoutPercent,
      rules: original.rules,
      assignmentSalt: input.assignmentSalt,
      createdBy: input.userId,
      createdAt: input.now,
      updatedAt: input.now,
    });
    await tx.insert(arm).values(original.arms.map((variant) => ({ ...variant, campaignId: id })));
  });
  return id;
}

/** Deletes a draft. Campaigns that were launched are history and stay. True when it is gone. */
export async function deleteDraft(db: Database, workspaceId: string, campaignId: string): Promise<boolean> {
  const gone = await db
    .delete(campaign)
    .where(and(eq(campaign.id, campaignId), eq(campaign.workspaceId, workspaceId), eq(campaign.state, "draft")))
    .returning({ id: campaign.id });
  return gone.length === 1;
}

function draftAt(workspaceId: string, campaignId: string, revision: number) {
  return and(
    eq(campaign.id, campaignId),
    eq(campaign.workspaceId, workspaceId),
    eq(campaign.state, "draft"),
    eq(campaign.revision, revision),
  );
}

async function whyNotSaved(db: Database, workspaceId: string, campaignId: string): Promise<SaveOutcome> {
  const [row] = await db
    .select({ state: campaign.state })
    .from(campaign)
    .where(and(eq(campaign.id, campaignId), eq(campaign.workspaceId, workspaceId)));
  if (row === undefined) return { saved: false, why: "not_found" };
  return { saved: false, why: row.state === "draft" ? "conflict" : "not_draft" };
}

/** Drops absent keys, which must not overwrite columns. */
function definedOnly(setup: CampaignSetup) {
  return {
    ...(setup.name === undefined ? {} : { name: setup.name }),
    ...(setup.topic === undefined ? {} : { topic: setup.topic }),
    ...(setup.audience === undefined ? {} : { audience: setup.audience }),
    ...(setup.ladder === undefined ? {} : { ladder: setup.ladder }),
    ...(setup.schedule === undefined ? {} : { schedule: setup.schedule }),
    ...(setup.holdoutPercent === undefined ? {} : { holdoutPercent: setup.holdoutPercent }),
    ...(setup.rules === undefined ? {} : { rules: setup.rules }),
  };
}

/** Makes `%`, `_` and `\` ordinary characters in a LIKE pattern. */
function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, (character) => `\\${character}`);
}
