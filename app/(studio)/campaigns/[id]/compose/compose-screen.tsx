"use client";

import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { Composer, type ComposerProps } from "@/components/composer/composer";
import type { SaveMessage } from "@/components/composer/save-queue";
import { fetchMediaByIds } from "@/components/media/media-api";
import { MediaPicker } from "@/components/media/media-picker";
import { PreviewPane } from "@/components/preview/preview-pane";
import type { PreviewWorkspace } from "@/lib/channels/preview-context";
import type { Price } from "@/lib/cost/price";
import { isConverting, type MediaItem } from "@/lib/media/media-item";
import { nameVersionAction, saveMessage, setMessageAside } from "./actions";

const CONVERTING_POLL_MS = 1_200;

export type ComposeScreenProps = Pick<
  ComposerProps,
  "campaign" | "arms" | "readOnlyReason" | "attributeKeys" | "timeZone" | "footer"
> & {
  workspace: PreviewWorkspace;
  media: MediaItem[];
  pricing: { prices: Price[]; today: string };
  /** Whether this person may change campaigns at all, this one or another. */
  mayWrite: boolean;
};

/** Brings the composer, the library and the previews together; none of them knows the others. */
export function ComposeScreen({ workspace, media: initialMedia, pricing, mayWrite, ...composer }: ComposeScreenProps) {
  const [chosen, setChosen] = useState(initialMedia);
  const ids = useMemo(() => [...new Set(chosen.map((item) => item.id))].sort(), [chosen]);
  const { data: fresh } = useQuery({
    queryKey: ["media-of-message", ...ids],
    queryFn: () => fetchMediaByIds(ids),
    enabled: ids.length > 0,
    refetchInterval: ({ state }) => (state.data?.some(isConverting) ? CONVERTING_POLL_MS : false),
  });
  const media = useMemo(() => {
    const known = new Map(chosen.map((item) => [item.id, item]));
    for (const item of fresh ?? []) known.set(item.id, item);
    return known;
  }, [chosen, fresh]);

  const campaignId = composer.campaign.id;
  const save = useCallback<SaveMessage>((input) => saveMessage({ campaignId, ...input }), [campaignId]);
  const renderMediaPicker = useCallback<ComposerProps["renderMediaPicker"]>(
    ({ files, onChoose }) => <MediaPicker files={files} onChoose={onChoose} />,
    [],
  );
  return (
    <Composer
      {...composer}
      locale={workspace.locale}
      media={media}
      save={save}
      setAside={setMessageAside}
      nameVersion={mayWrite ? nameVersionAction : null}
      renderMediaPicker={renderMediaPicker}
      findMedia={fetchMediaByIds}
      onMediaChosen={useCallback((item: MediaItem) => setChosen((all) => [...all, item]), [])}
      renderPreview={({ message, onJump }) => (
        <PreviewPane message={message} workspace={workspace} media={media} pricing={pricing} onJump={onJump} />
      )}
    />
  );
}
