import type { Metadata } from "next";
import { currentDatabase, requireActor } from "@/app/_server/session";
import { recordTemplateAction } from "@/app/(studio)/settings/templates/actions";
import { loadTemplates } from "@/app/(studio)/settings/templates/load-templates";
import { TemplatesPanel } from "@/components/settings/templates-panel";
import { metaTemplate } from "@/lib/channels/meta-template";
import { can } from "@/lib/workspace/capabilities";

export const metadata: Metadata = { title: "Message templates" };

export default async function TemplatesPage() {
  const actor = await requireActor("read");
  const { settings } = actor.workspace;
  const rows = await loadTemplates(currentDatabase().db, actor);
  return (
    <TemplatesPanel
      rows={rows.map((row) => ({ ...row, json: JSON.stringify(metaTemplate(row.definition), null, 2) }))}
      isSandbox={settings.carrier === "sandbox"}
      mayRecord={can(actor.role, "own")}
      brandName={settings.brandName}
      record={recordTemplateAction}
    />
  );
}
