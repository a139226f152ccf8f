import type { Channel, CompileContext, Compiled, RenderedMessage } from "@/lib/channels/contract";
import { adapt } from "./adapt";
import { check } from "./check";
import { countries, ttlRangeSeconds } from "./limits";
import { toVonage } from "./to-vonage";

function compile(message: RenderedMessage, context: CompileContext): Compiled {
  const content = adapt(message, context);
  return {
    request: { provider: "vonage", body: toVonage(content, context) },
    findings: [...content.findings, ...check(content)],
    billedUnits: 1,
    billedAs: "message",
    template: null,
  };
}

/** Picture messages in North America: words and pictures on every phone, no buttons. */
export const mms: Channel = {
  id: "mms",
  name: "MMS",
  addressKind: "phone",
  provider: "vonage",
  imageProfile: "mms",
  hasDeliveryReceipts: true,
  hasReadReceipts: false,
  canRevoke: false,
  hasReplies: true,
  conversationWindowHours: null,
  outsideWindow: "free",
  needsCapability: false,
  countries,
  billing: [{ key: "message", name: "MMS message", isFree: false }],
  ttlRangeSeconds,
  senderLimit: null,
  compile,
};
