import type { Metadata } from "next";
import { webEnv } from "@/app/_server/env";
import { currentDatabase, requireActor } from "@/app/_server/session";
import { MediaLibrary } from "@/components/media/media-library";
import { listMedia } from "@/db/queries/media";
import { toMediaItem } from "@/lib/media/media-item";
import { can } from "@/lib/workspace/capabilities";
import { deleteMedia, findMediaUses, saveAlt, saveFocalPoint } from "./actions";

export const metadata: Metadata = { title: "Media" };

const PAGE_FILES = 48;

export default async function MediaPage() {
  const actor = await requireActor("read");
  const query = { search: "", kinds: null, after: null, limit: PAGE_FILES + 1 };
  const rows = await listMedia(currentDatabase().db, actor.workspaceId, query);
  const items = rows.slice(0, PAGE_FILES).map((row) => toMediaItem(row, webEnv().CASCADE_URL));
  return (
    <MediaLibrary
      first={{ items, hasMore: rows.length > PAGE_FILES }}
      timeZone={actor.workspace.settings.timeZone}
      canWrite={can(actor.role, "write")}
      actions={{ saveAlt, saveFocalPoint, findUses: findMediaUses, remove: deleteMedia }}
    />
  );
}
