import type { ComponentType } from "react";
import type { ChannelId } from "@/lib/channels/ids";
import { MessengerPreview } from "@/lib/channels/messenger/preview";
import { MmsPreview } from "@/lib/channels/mms/preview";
import { type Platform, phonePlatforms, platformIds } from "@/lib/channels/platforms";
import type { PreviewProps } from "@/lib/channels/preview-props";
import { PushPreview } from "@/lib/channels/push/preview";
import { RcsPreview } from "@/lib/channels/rcs/preview";
import { SmsPreview } from "@/lib/channels/sms/preview";
import { WhatsAppPreview } from "@/lib/channels/whatsapp/preview";

/** How each channel's request looks on a phone. Apart from the registry, so that sending never loads React. */
export const previews: Record<ChannelId, ComponentType<PreviewProps>> = {
  rcs: RcsPreview,
  whatsapp: WhatsAppPreview,
  mms: MmsPreview,
  sms: SmsPreview,
  messenger: MessengerPreview,
  push: PushPreview,
};

/** What each channel's messages are read on, the first shown first. */
export const previewPlatforms: Record<ChannelId, readonly Platform[]> = {
  rcs: phonePlatforms,
  whatsapp: phonePlatforms,
  mms: phonePlatforms,
  sms: phonePlatforms,
  messenger: phonePlatforms,
  push: platformIds,
};

export type { PreviewProps };
