import { and, desc, eq, inArray } from "drizzle-orm";
import type { Database } from "@/db/client";
import { appendAudit } from "@/db/queries/audit";
import type { CampaignWithArms } from "@/db/queries/campaigns";
import { arm, campaign, providerTemplate } from "@/db/schema/tables";
import type { TemplateState } from "@/lib/campaign/template-state";
import type { TemplateDefinition } from "@/lib/channels/contract";
import type { ChannelId } from "@/lib/channels/ids";

export type StoredTemplate = typeof providerTemplate.$inferSelect;

/** The newest templates a workspace knows of, whatever became of them. */
export async function listTemplates(db: Database, workspaceId: string, limit: number): Promise<StoredTemplate[]> {
  return db
    .select()
    .from(providerTemplate)
    .where(eq(providerTemplate.workspaceId, workspaceId))
    .orderBy(desc(providerTemplate.updatedAt), providerTemplate.name)
    .limit(limit);
}

/** What is known of templates with these names. */
export async function findTemplates(
  db: Database,
  workspaceId: string,
  names: readonly string[],
): Promise<StoredTemplate[]> {
  if (names.length === 0) return [];
  return db
    .select()
    .from(providerTemplate)
    .where(and(eq(providerTemplate.workspaceId, workspaceId), inArray(providerTemplate.name, [...names])));
}

/** Campaigns that may still send, the newest first. */
export async function unfinishedCampaigns(
  db: Database,
  workspaceId: string,
  limit: number,
): Promise<CampaignWithArms[]> {
  const rows = await db
    .select()
    .from(campaign)
    .where(
      and(eq(campaign.workspaceId, workspaceId), inArray(campaign.state, ["draft", "scheduled", "sending", "paused"])),
    )
    .orderBy(desc(campaign.updatedAt))
    .limit(limit);
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const arms = await db
    .select()
    .from(arm)
    .where(and(eq(arm.workspaceId, workspaceId), inArray(arm.campaignId, ids)))
    .orderBy(arm.key);
  return rows.map((row) => ({ ...row, arms: arms.filter(({ campaignId }) => campaignId === row.id) }));
}

/** Remembers a template nobody has said anything of; what is known already stays. */
export async function noteTemplate(
  db: Database,
  workspaceId: string,
  channel: ChannelId,
  template: TemplateDefinition,
  now: Date,
): Promise<void> {
  await db
    .insert(providerTemplate)
    .values({
      ...keyOf(workspaceId, channel, template),
      definition: { ...template },
      state: "submitted",
      updatedAt: now,
    })
    .onConflictDoNothing();
}

export interface TemplateDecision {
  workspaceId: string;
  userId: string;
  channel: ChannelId;
  template: TemplateDefinition;
  state: TemplateState;
  /** As Meta filed it, which may differ from what was asked for. */
  category: TemplateDefinition["category"];
  quality: "high" | "medium" | "low" | null;
  reason: string | null;
  now: Date;
}

/** Keeps what somebody says a provider decided, and who said so. */
export async function recordTemplateDecision(db: Database, decision: TemplateDecision): Promise<void> {
  const { workspaceId, userId, channel, template, state, category, quality, reason, now } = decision;
  const said = { definition: { ...template }, state, category, quality, reason, updatedAt: now };
  await db.transaction(async (tx) => {
    await tx
      .insert(providerTemplate)
      .values({ ...keyOf(workspaceId, channel, template), ...said })
      .onConflictDoUpdate({
        target: [
          providerTemplate.workspaceId,
          providerTemplate.channel,
          providerTemplate.name,
          providerTemplate.language,
        ],
        set: said,
      });
    await appendAudit(tx, {
      ...{ workspaceId, userId, now, action: "template.decided", subjectKind: "template", subjectId: template.name },
      detail: { channel, language: template.language, state, category },
    });
  });
}

function keyOf(workspaceId: string, channel: ChannelId, { name, language }: TemplateDefinition) {
  return { workspaceId, channel, name, language };
}
