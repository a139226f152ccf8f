import type { Channel, CompileContext, Compiled, RenderedMessage } from "@/lib/channels/contract";
import { adapt, type PushContent } from "./adapt";
import { check } from "./check";
import { payloadBytesMax, ttlRangeSeconds } from "./limits";
import { payloadBytes } from "./payload-bytes";
import { toWebPush } from "./to-web-push";

function compile(message: RenderedMessage, context: CompileContext): Compiled {
  const content = withPictureThatFits(adapt(message, context), context);
  const request = toWebPush(content, context);
  return {
    request,
    findings: [...content.findings, ...check(content, request.payload)],
    billedUnits: 1,
    billedAs: "notification",
    template: null,
  };
}

/** The address of a picture drawn for somebody is long: where it alone is too much, the words go without it. */
function withPictureThatFits(content: PushContent, context: CompileContext): PushContent {
  const { image } = content;
  if (image === null || payloadBytes(toWebPush(content, context).payload) <= payloadBytesMax) return content;
  const wordsOnly = { ...content, image: null };
  if (payloadBytes(toWebPush(wordsOnly, context).payload) > payloadBytesMax) return content;
  return {
    ...wordsOnly,
    findings: [
      ...content.findings,
      {
        ...{ severity: "warning", code: "image_dropped", blockId: image.blockId },
        text: `A notification takes at most ${payloadBytesMax} bytes, and the address of the picture is too long, so the picture is left out.`,
        remedy: "Shorten the text of the message or the words in the picture.",
      },
    ],
  };
}

/** Web push notifications: free, brief, one way. Push services tell nothing about delivery. */
export const push: Channel = {
  id: "push",
  name: "Push",
  addressKind: "push",
  provider: "web-push",
  imageProfile: "push",
  hasDeliveryReceipts: false,
  hasReadReceipts: false,
  canRevoke: false,
  hasReplies: false,
  conversationWindowHours: null,
  outsideWindow: "free",
  needsCapability: false,
  countries: null,
  billing: [{ key: "notification", name: "Notification", isFree: true }],
  ttlRangeSeconds,
  senderLimit: null,
  compile,
};
