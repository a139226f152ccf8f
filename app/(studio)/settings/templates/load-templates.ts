import "server-only";
import { webEnv } from "@/app/_server/env";
import type { Actor } from "@/app/_server/session";
import type { Database } from "@/db/client";
import { mediaOfMessages } from "@/db/queries/media";
import { listTemplates, unfinishedCampaigns } from "@/db/queries/templates";
import { type NeededTemplate, neededTemplates, templateKey } from "@/lib/campaign/needed-templates";
import { templateStanding } from "@/lib/campaign/template-standing";
import type { TemplateState } from "@/lib/campaign/template-state";
import type { ProviderRequest, TemplateDefinition } from "@/lib/channels/contract";
import type { ChannelId } from "@/lib/channels/ids";
import { renditionsOf, toMediaItem } from "@/lib/media/media-item";
import { templateDefinitionSchema } from "@/lib/sandbox/template-definition";

const campaignsMax = 100;
const templatesMax = 300;

/** A template of the workspace: known to the provider, needed by a campaign, or both. */
export interface TemplateRow {
  key: string;
  channel: ChannelId;
  definition: TemplateDefinition;
  /** Null while nothing has been said of it. */
  state: TemplateState | null;
  category: string;
  quality: string | null;
  reason: string | null;
  usedBy: { id: string; name: string }[];
  /** A message with it to somebody invented; null when no campaign that may still send uses it. */
  request: ProviderRequest | null;
}

/** Every template of the workspace, those that campaigns still need first. In the sandbox Meta's rules decide at once. */
export async function loadTemplates(
  db: Database,
  { workspaceId, workspace }: Pick<Actor, "workspaceId" | "workspace">,
): Promise<TemplateRow[]> {
  const [stored, campaigns] = await Promise.all([
    listTemplates(db, workspaceId, templatesMax),
    unfinishedCampaigns(db, workspaceId, campaignsMax),
  ]);
  const messages = campaigns.flatMap(({ arms }) => arms.map(({ message }) => message));
  const media = await mediaOfMessages(db, workspaceId, messages);
  const { settings } = workspace;
  const publicUrl = webEnv().CASCADE_URL;
  const rendition = renditionsOf(media.map((row) => toMediaItem(row, publicUrl)));
  const { brandName, locale, senders } = settings;
  const needed = new Map<string, NeededTemplate & { usedBy: { id: string; name: string }[] }>();
  for (const { id, name, arms, ladder } of campaigns) {
    const facts = { workspace: { id: workspaceId, publicUrl, brandName, locale, senders }, arms, ladder, rendition };
    for (const template of neededTemplates(facts)) {
      const key = templateKey(template.channel, template.definition);
      const known = needed.get(key) ?? { ...template, usedBy: [] };
      known.usedBy.push({ id, name });
      needed.set(key, known);
    }
  }
  const byKey = new Map(stored.map((row) => [templateKey(row.channel, row), row]));
  const isSandbox = settings.carrier === "sandbox";
  const rows = [...needed].map(([key, { channel, definition, request, usedBy }]): TemplateRow => {
    const row = byKey.get(key);
    byKey.delete(key);
    return {
      ...{ key, channel, definition, request, usedBy },
      ...templateStanding(definition, isSandbox, row ?? null),
      category: row?.category ?? definition.category,
      quality: row?.quality ?? null,
    };
  });
  const unused = [...byKey].flatMap(([key, row]): TemplateRow[] => {
    const definition = templateDefinitionSchema.safeParse(row.definition);
    if (!definition.success) return [];
    const { channel, state, quality, reason } = row;
    const category = row.category ?? definition.data.category;
    return [
      { ...{ key, channel, state, quality, reason, category, usedBy: [], request: null }, definition: definition.data },
    ];
  });
  return [...rows, ...unused];
}
