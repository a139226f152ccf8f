import type { Channel, CompileContext, Compiled, RenderedMessage } from "@/lib/channels/contract";
import { adapt } from "./adapt";
import { check } from "./check";
import { ttlRangeSeconds } from "./limits";
import { toVonage } from "./to-vonage";

function compile(message: RenderedMessage, context: CompileContext): Compiled {
  const content = adapt(message, context);
  return {
    request: { provider: "vonage", body: toVonage(content, context) },
    findings: [...content.findings, ...check(content)],
    billedUnits: 1,
    template: null,
  };
}

/** Rich messages in the phone's own inbox: pictures, buttons, a verified sender; the phone must be capable. */
export const rcs: Channel = {
  id: "rcs",
  name: "RCS",
  addressKind: "phone",
  provider: "vonage",
  imageProfile: "rcs-card",
  hasDeliveryReceipts: true,
  hasReadReceipts: true,
  canRevoke: true,
  hasReplies: true,
  conversationWindowHours: null,
  outsideWindow: "free",
  needsCapability: true,
  countries: null,
  ttlRangeSeconds,
  compile,
};
