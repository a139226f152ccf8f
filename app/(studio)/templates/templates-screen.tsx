"use client";

import { useMemo } from "react";
import { MessageThumbnail } from "@/components/preview/message-thumbnail";
import { TemplateGallery, type TemplateGalleryProps } from "@/components/templates/template-gallery";
import type { PreviewWorkspace } from "@/lib/channels/preview-context";
import type { MediaItem } from "@/lib/media/media-item";
import { createFromTemplateAction, deleteTemplateAction, renameTemplateAction } from "./actions";

export type TemplatesScreenProps = Pick<TemplateGalleryProps, "own" | "topics" | "timeZone" | "mayWrite"> & {
  workspace: PreviewWorkspace;
  media: MediaItem[];
};

/** Brings the gallery and the previews together. */
export function TemplatesScreen({ workspace, media, ...gallery }: TemplatesScreenProps) {
  const byId = useMemo(() => new Map(media.map((item) => [item.id, item])), [media]);
  return (
    <TemplateGallery
      {...gallery}
      create={createFromTemplateAction}
      rename={renameTemplateAction}
      remove={deleteTemplateAction}
      renderThumbnail={(message) => <MessageThumbnail message={message} workspace={workspace} media={byId} />}
    />
  );
}
