"use client";

import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useRef, useState } from "react";
import { saveTemplateAction } from "@/app/(studio)/templates/actions";
import { VariableFacts } from "@/components/composer/audience-facts";
import { Composer, type ComposerProps } from "@/components/composer/composer";
import type { SaveMessage } from "@/components/composer/save-queue";
import { fetchMediaByIds } from "@/components/media/media-api";
import { MediaPicker } from "@/components/media/media-picker";
import { PreviewPane, type PreviewPaneProps } from "@/components/preview/preview-pane";
import { TestSendDialog } from "@/components/test-send/test-send-dialog";
import type { ArmKey } from "@/lib/campaign/schema";
import { channelIds } from "@/lib/channels/ids";
import type { PreviewWorkspace } from "@/lib/channels/preview-context";
import type { Price } from "@/lib/cost/price";
import { isConverting, type MediaItem } from "@/lib/media/media-item";
import { nameVersionAction, saveMessage, sendTest, setMessageAside } from "./actions";
import { findProducts } from "./find-products";

type RenderTestSend = NonNullable<PreviewPaneProps["renderTestSend"]>;

const CONVERTING_POLL_MS = 1_200;

export type ComposeScreenProps = Pick<
  ComposerProps,
  "campaign" | "userId" | "arms" | "readOnlyReason" | "attributeKeys" | "timeZone" | "promoPools" | "footer"
> & {
  workspace: PreviewWorkspace;
  media: MediaItem[];
  pricing: { prices: Price[]; today: string };
  /** Whether this person may change campaigns at all, this one or another. */
  mayWrite: boolean;
  /** Whether messages go to virtual phones. */
  isSandbox: boolean;
};

/** Brings the composer, the library and the previews together; none of them knows the others. */
export function ComposeScreen(props: ComposeScreenProps) {
  const { workspace, media: initialMedia, pricing, mayWrite, isSandbox, ...composer } = props;
  const [chosen, setChosen] = useState(initialMedia);
  const ids = useMemo(() => [...new Set(chosen.map((item) => item.id))].sort(), [chosen]);
  const { data: fresh } = useQuery({
    queryKey: ["media-of-message", ...ids],
    queryFn: () => fetchMediaByIds(ids),
    enabled: ids.length > 0,
    refetchInterval: ({ state }) => (state.data?.some(isConverting) ? CONVERTING_POLL_MS : false),
  });
  // Pictures of products that were looked up: the block shows one as soon as its product is chosen.
  const [found, setFound] = useState<readonly MediaItem[]>([]);
  const media = useMemo(() => {
    const known = new Map([...found, ...chosen].map((item) => [item.id, item]));
    for (const item of fresh ?? []) known.set(item.id, item);
    return known;
  }, [found, chosen, fresh]);
  const foundIds = useRef(new Set<string>());
  const searchProducts = useCallback(async (search: string) => {
    const products = await findProducts(search);
    const unknown = new Set(products.flatMap(({ mediaId }) => mediaId ?? []).filter((id) => !foundIds.current.has(id)));
    if (unknown.size > 0) {
      // Without their pictures the products can be chosen all the same.
      const items = await fetchMediaByIds([...unknown]).catch(() => []);
      for (const { id } of items) foundIds.current.add(id);
      if (items.length > 0) setFound((all) => [...all, ...items]);
    }
    return products;
  }, []);

  const sending = useMemo(() => new Set(channelIds.filter((id) => workspace.senders[id])), [workspace.senders]);
  const campaignId = composer.campaign.id;
  const { arms, timeZone } = composer;
  const save = useCallback<SaveMessage>((input) => saveMessage({ campaignId, ...input }), [campaignId]);
  const renderMediaPicker = useCallback<ComposerProps["renderMediaPicker"]>(
    ({ kinds, files, onChoose }) => <MediaPicker kinds={kinds} files={files} onChoose={onChoose} />,
    [],
  );
  // One function per variant, so that the previews are not drawn anew for it.
  const testOf = useMemo(() => {
    const common = { campaignId, sending, isSandbox, timeZone, send: sendTest };
    return new Map<ArmKey, RenderTestSend>(
      mayWrite
        ? arms.map(({ key }) => [key, (shown) => <TestSendDialog {...{ armKey: key, shown, ...common }} />])
        : [],
    );
  }, [arms, campaignId, sending, isSandbox, timeZone, mayWrite]);
  return (
    <VariableFacts campaignId={campaignId}>
      <Composer
        {...composer}
        locale={workspace.locale}
        media={media}
        save={save}
        setAside={setMessageAside}
        saveTemplate={mayWrite ? saveTemplateAction : null}
        nameVersion={mayWrite ? nameVersionAction : null}
        renderMediaPicker={renderMediaPicker}
        searchProducts={searchProducts}
        findMedia={fetchMediaByIds}
        onMediaChosen={useCallback((item: MediaItem) => setChosen((all) => [...all, item]), [])}
        renderPreview={(shown) => (
          <PreviewPane {...{ ...shown, workspace, media, pricing }} renderTestSend={testOf.get(shown.armKey)} />
        )}
      />
    </VariableFacts>
  );
}
