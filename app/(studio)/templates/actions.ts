"use server";

import { randomBytes } from "node:crypto";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { defineAction } from "@/app/_server/action";
import { refuse } from "@/app/_server/refusal";
import { createCampaign } from "@/db/queries/campaigns";
import { deleteTemplate, loadTemplate, renameTemplate, saveTemplate } from "@/db/queries/message-templates";
import { campaignNameSchema } from "@/lib/campaign/setup";
import { messageSchema } from "@/lib/message/schema";
import { builtInTemplates } from "@/lib/templates/built-in";
import { ownTemplatesMax, templateNameSchema, templateSourceSchema } from "@/lib/templates/template";

const notFound = () => refuse("template_not_found", "This template no longer exists. Reload the list.");

/** Makes a draft that begins with a template's message, and with its ladder where it has one. */
export const createFromTemplateAction = defineAction({
  name: "campaign.create_from_template",
  capability: "write",
  input: z.object({ source: templateSourceSchema, name: campaignNameSchema, topic: z.string().min(1).max(40) }),
  run: async ({ input: { source, name, topic }, actor, db, now }) => {
    if (!actor.workspace.settings.topics.some(({ key }) => key === topic)) {
      refuse("unknown_topic", "Choose one of the workspace's topics.", "topic");
    }
    const template =
      source.kind === "built_in"
        ? builtInTemplates.find(({ key }) => key === source.key)
        : await loadTemplate(db, actor.workspaceId, source.id);
    if (template == null) return notFound();
    // One of the workspace's own may have been kept by an earlier release.
    const message = messageSchema.safeParse(template.message);
    if (!message.success) return refuse("template_unreadable", "This template is too old to be used.");
    const id = await createCampaign(db, actor.workspaceId, {
      ...{ name, topic, userId: actor.userId, assignmentSalt: randomBytes(16).toString("hex"), now },
      start: { message: message.data, ladder: template.ladder },
    });
    revalidatePath("/campaigns");
    return { id };
  },
});

export const saveTemplateAction = defineAction({
  name: "template.save",
  capability: "write",
  input: z.object({ name: templateNameSchema, campaignId: z.uuid(), message: messageSchema }),
  run: async ({ input, actor, db, now }) => {
    const outcome = await saveTemplate(db, actor.workspaceId, { ...input, userId: actor.userId, now });
    if (outcome === "not_found") refuse("campaign_not_found", "This campaign no longer exists.");
    if (outcome === "full") {
      refuse("too_many_templates", `A workspace keeps ${ownTemplatesMax} templates. Delete one under Templates first.`);
    }
    revalidatePath("/templates");
    return { saved: true };
  },
});

export const renameTemplateAction = defineAction({
  name: "template.rename",
  capability: "write",
  input: z.object({ id: z.uuid(), name: templateNameSchema }),
  run: async ({ input: { id, name }, actor, db, now }) => {
    if (!(await renameTemplate(db, actor.workspaceId, id, { name, now }))) notFound();
    revalidatePath("/templates");
    return { renamed: true };
  },
});

export const deleteTemplateAction = defineAction({
  name: "template.delete",
  capability: "write",
  input: z.object({ id: z.uuid() }),
  run: async ({ input, actor, db }) => {
    if (!(await deleteTemplate(db, actor.workspaceId, input.id))) notFound();
    revalidatePath("/templates");
    return { deleted: true };
  },
});
