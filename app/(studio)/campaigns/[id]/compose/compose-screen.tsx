"use client";

import { useCallback, useMemo } from "react";
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
import type { MediaItem } from "@/lib/media/media-item";
import { nameVersionAction, saveMessage, sendTest, setMessageAside } from "./actions";
import { useMessageMedia } from "./use-message-media";

type RenderTestSend = NonNullable<PreviewPaneProps["renderTestSend"]>;

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
  const messages = composer.arms.map(({ message }) => message);
  const { media, searchProducts, onContact, onMediaChosen } = useMessageMedia(initialMedia, messages);
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
        onMediaChosen={onMediaChosen}
        renderPreview={(shown) => (
          <PreviewPane
            {...{ ...shown, workspace, media, pricing, onContact }}
            renderTestSend={testOf.get(shown.armKey)}
          />
        )}
      />
    </VariableFacts>
  );
}
