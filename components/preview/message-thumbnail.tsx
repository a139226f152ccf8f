"use client";

import { useTheme } from "next-themes";
import { memo, useMemo, useSyncExternalStore } from "react";
import { compilePreviews } from "@/lib/channels/compile-previews";
import type { PreviewWorkspace } from "@/lib/channels/preview-context";
import { previews } from "@/lib/channels/previews";
import { channels } from "@/lib/channels/registry";
import { type MediaItem, renditionsOf } from "@/lib/media/media-item";
import { samplePerson } from "@/lib/message/sample-person";
import type { Message } from "@/lib/message/schema";
import { SmallPhone } from "./phone";
import { richestChannel } from "./richest-channel";

const never = () => () => undefined;

/** A message as the richest channel shows it, small and still. */
export const MessageThumbnail = memo(function MessageThumbnail({
  message,
  workspace,
  media,
}: {
  message: Message;
  workspace: PreviewWorkspace;
  media: ReadonlyMap<string, MediaItem>;
}) {
  const { resolvedTheme } = useTheme();
  // The server knows neither the theme nor whether this is looked at: the phone is drawn in the browser.
  const isInBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const compiled = useMemo(() => {
    const about = { person: samplePerson, windowOpen: true, rendition: renditionsOf(media.values()) };
    return compilePreviews(message, workspace, about).byChannel[richestChannel].compiled;
  }, [message, workspace, media]);
  const Preview = previews[richestChannel];
  const look = { platform: "android", theme: resolvedTheme === "dark" ? "dark" : "light" } as const;
  if (!isInBrowser) return <div style={{ height: 330 }} />;
  return (
    <SmallPhone still channelName={channels[richestChannel].name} look={look} scale={0.55}>
      <Preview
        request={compiled.request}
        template={compiled.template}
        look={look}
        sender={{ name: workspace.senders[richestChannel]?.displayName ?? workspace.brandName, verified: true }}
      />
    </SmallPhone>
  );
});
