import { and, count, desc, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Database } from "@/db/client";
import { campaign, messageTemplate, workspace } from "@/db/schema/tables";
import type { Ladder } from "@/lib/ladder/schema";
import type { Message } from "@/lib/message/schema";
import { ownTemplatesMax } from "@/lib/templates/template";

export interface OwnTemplate {
  id: string;
  name: string;
  message: Message;
  ladder: Ladder | null;
  updatedAt: Date;
}

const columns = {
  id: messageTemplate.id,
  name: messageTemplate.name,
  message: messageTemplate.message,
  ladder: messageTemplate.ladder,
  updatedAt: messageTemplate.updatedAt,
};

const oneOf = (workspaceId: string, id: string) =>
  and(eq(messageTemplate.id, id), eq(messageTemplate.workspaceId, workspaceId));

/** The workspace's own templates, latest change first. There are at most `ownTemplatesMax`. */
export async function listTemplates(db: Database, workspaceId: string): Promise<OwnTemplate[]> {
  return db
    .select(columns)
    .from(messageTemplate)
    .where(eq(messageTemplate.workspaceId, workspaceId))
    .orderBy(desc(messageTemplate.updatedAt), desc(messageTemplate.id))
    .limit(ownTemplatesMax);
}

/** One of the workspace's own templates. */
export async function loadTemplate(db: Database, workspaceId: string, id: string): Promise<OwnTemplate | null> {
  const [row] = await db.select(columns).from(messageTemplate).where(oneOf(workspaceId, id));
  return row ?? null;
}

/** Keeps a message as a template, with the ladder of the campaign it was written in. */
export async function saveTemplate(
  db: Database,
  workspaceId: string,
  input: { name: string; message: Message; campaignId: string; userId: string; now: Date },
): Promise<"saved" | "full" | "not_found"> {
  return db.transaction(async (tx) => {
    // Two people who save at the same moment are counted one after the other.
    await tx.select({ id: workspace.id }).from(workspace).where(eq(workspace.id, workspaceId)).for("update");
    const [from] = await tx
      .select({ ladder: campaign.ladder })
      .from(campaign)
      .where(and(eq(campaign.id, input.campaignId), eq(campaign.workspaceId, workspaceId)));
    if (from === undefined) return "not_found";
    const [there] = await tx
      .select({ templates: count() })
      .from(messageTemplate)
      .where(eq(messageTemplate.workspaceId, workspaceId));
    if ((there?.templates ?? 0) >= ownTemplatesMax) return "full";
    const { name, message, userId, now } = input;
    const made = { id: uuidv7(), workspaceId, name, message, ladder: from.ladder };
    await tx.insert(messageTemplate).values({ ...made, createdBy: userId, createdAt: now, updatedAt: now });
    return "saved";
  });
}

/** False when the workspace has no such template. */
export async function renameTemplate(
  db: Database,
  workspaceId: string,
  id: string,
  change: { name: string; now: Date },
): Promise<boolean> {
  const renamed = await db
    .update(messageTemplate)
    .set({ name: change.name, updatedAt: change.now })
    .where(oneOf(workspaceId, id))
    .returning({ id: messageTemplate.id });
  return renamed.length === 1;
}

/** Campaigns made from it stay as they are. False when the workspace has no such template. */
export async function deleteTemplate(db: Database, workspaceId: string, id: string): Promise<boolean> {
  const gone = await db.delete(messageTemplate).where(oneOf(workspaceId, id)).returning({ id: messageTemplate.id });
  return gone.length === 1;
}
