"use server";

import { revalidatePath } from "next/cache";
import { defineAction } from "@/app/_server/action";
import { refuse } from "@/app/_server/refusal";
import { loadTemplates } from "@/app/(studio)/settings/templates/load-templates";
import { recordTemplateDecision } from "@/db/queries/templates";
import { templateDecisionSchema } from "@/lib/campaign/template-state";

/** Records what Meta decided about a template. The definition is the workspace's own, never the browser's. */
export const recordTemplateAction = defineAction({
  name: "template.record",
  capability: "own",
  input: templateDecisionSchema,
  run: async ({ input, actor, db, now }) => {
    if (actor.workspace.settings.carrier === "sandbox") {
      refuse("sandbox_decides", "In the sandbox Meta's rules decide by themselves. Change the message instead.");
    }
    const { channel, name, language, state, category } = input;
    const row = (await loadTemplates(db, actor)).find(
      ({ definition, channel: of }) => of === channel && definition.name === name && definition.language === language,
    );
    if (row === undefined) {
      return refuse("template_not_found", "No campaign needs this template any more. Reload the page.");
    }
    const { workspaceId, userId } = actor;
    await recordTemplateDecision(db, {
      ...{ workspaceId, userId, now, state, category, channel: row.channel, template: row.definition },
      quality: input.quality || null,
      reason: input.reason || null,
    });
    revalidatePath("/settings/templates");
    return null;
  },
});
