import type { ChannelId } from "@/lib/channels/ids";
import { classNames } from "./class-names";

const hues: Record<ChannelId, string> = {
  sms: "bg-channel-sms",
  mms: "bg-channel-mms",
  rcs: "bg-channel-rcs",
  whatsapp: "bg-channel-whatsapp",
  messenger: "bg-channel-messenger",
  push: "bg-channel-push",
};

export interface ChannelDotProps {
  channel: ChannelId;
  /** The channel's name. */
  label: string;
  /** The dot alone, with the name for screen readers; only where the name stands nearby. */
  hideLabel?: boolean;
  className?: string;
}

/** A channel's hue with its name: never the colour alone. */
export function ChannelDot({ channel, label, hideLabel = false, className }: ChannelDotProps) {
  return (
    <span className={classNames("inline-flex items-center gap-1.5 whitespace-nowrap", className)}>
      <span aria-hidden className={classNames("size-2 shrink-0 rounded-full", hues[channel])} />
      <span className={hideLabel ? "sr-only" : undefined}>{label}</span>
    </span>
  );
}
