import type { Metadata } from "next";
import { webEnv } from "@/app/_server/env";
import { currentDatabase, requireActor } from "@/app/_server/session";
import { PageHeader } from "@/components/ui/page-header";
import { mediaOfMessages } from "@/db/queries/media";
import { listTemplates } from "@/db/queries/message-templates";
import { toMediaItem } from "@/lib/media/media-item";
import { messageSchema } from "@/lib/message/schema";
import { can } from "@/lib/workspace/capabilities";
import { TemplatesScreen } from "./templates-screen";

export const metadata: Metadata = { title: "Templates" };

export default async function TemplatesPage() {
  const { workspaceId, workspace, role } = await requireActor("read");
  const { db } = currentDatabase();
  const own = (await listTemplates(db, workspaceId)).flatMap((template) => {
    const message = messageSchema.safeParse(template.message);
    return message.success ? [{ ...template, message: message.data }] : [];
  });
  const media = await mediaOfMessages(
    db,
    workspaceId,
    own.map(({ message }) => message),
  );
  const { brandName, locale, senders, timeZone, topics } = workspace.settings;
  const publicUrl = webEnv().CASCADE_URL;
  return (
    <>
      <PageHeader
        title="Templates"
        description="Begin with a message that is written already. A campaign gets a copy; changing it changes no template."
      />
      <TemplatesScreen
        own={own.map(({ updatedAt, ...template }) => ({ ...template, updatedAt: updatedAt.toISOString() }))}
        topics={topics}
        timeZone={timeZone}
        mayWrite={can(role, "write")}
        workspace={{ id: workspaceId, publicUrl, brandName, locale, senders }}
        media={media.map((row) => toMediaItem(row, publicUrl))}
      />
    </>
  );
}
