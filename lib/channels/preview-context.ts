import { compileContext } from "@/lib/channels/compile-context";
import type { Channel, CompileContext, RenditionFile } from "@/lib/channels/contract";
import { messageCodeChars } from "@/lib/links/message-code";
import type { RenditionProfile } from "@/lib/media/profiles";
import { writtenLanguage } from "@/lib/message/message-view";
import type { Message } from "@/lib/message/schema";
import type { WorkspaceSettings } from "@/lib/workspace/schema";

/** What previews need to know about the business. */
export interface PreviewWorkspace {
  id: string;
  publicUrl: string;
  brandName: string;
  locale: string;
  senders: WorkspaceSettings["senders"];
}

/** Codes and tokens as long as real ones, so that what is counted in a preview is counted when sending. */
const linkCodeChars = 34;
const sampleChars = "xK7q2mVt9sRb4LwzN8cJ5hPf3dGy6TaE";
const samplePreferenceToken = "sample".padEnd(messageCodeChars, sampleChars);
const sampleClientRef = "00000000-0000-8000-8000-000000000000";

/** A CompileContext for a preview: real in shape and length, with links that lead nowhere. */
export function previewContext(
  channel: Channel,
  workspace: PreviewWorkspace,
  about: {
    message: Message;
    /** The person's language; null for the workspace's. */
    locale: string | null;
    /** Where the person lives; null when unknown. */
    country: string | null;
    windowOpen: boolean;
    rendition(mediaId: string, profile: RenditionProfile): RenditionFile | null;
  },
): CompileContext {
  const sender = workspace.senders[channel.id] ?? {
    from: "15550100100",
    displayName: workspace.brandName,
    canReceiveReplies: true,
  };
  return compileContext({
    workspaceId: workspace.id,
    publicUrl: workspace.publicUrl,
    brandName: workspace.brandName,
    sender,
    message: about.message,
    to: "15550100199",
    country: about.country,
    clientRef: sampleClientRef,
    locale: about.locale ?? workspace.locale,
    contentLocale: writtenLanguage(about.message, about.locale) ?? workspace.locale,
    windowOpen: about.windowOpen,
    ttlSeconds: null,
    linkCode: (linkIndex) => `sample${linkIndex}`.padEnd(linkCodeChars, sampleChars),
    preferenceToken: samplePreferenceToken,
    rendition: about.rendition,
    sign: null,
  });
}
