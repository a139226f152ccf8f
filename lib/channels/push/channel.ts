import type { Channel, CompileContext, Compiled, RenderedMessage } from "@/lib/channels/contract";
import { adapt } from "./adapt";
import { check } from "./check";
import { ttlRangeSeconds } from "./limits";
import { toWebPush } from "./to-web-push";

function compile(message: RenderedMessage, context: CompileContext): Compiled {
  const content = adapt(message, context);
  const request = toWebPush(content, context);
  return {
    request,
    findings: [...content.findings, ...check(content, request.payload)],
    billedUnits: 1,
    billedAs: "notification",
    template: null,
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
  compile,
};
