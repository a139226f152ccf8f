import type { Channel, CompileContext, Compiled, RenderedMessage } from "@/lib/channels/contract";
import { adapt } from "./adapt";
import { billed, billing } from "./billing";
import { check } from "./check";
import { ttlRangeSeconds } from "./limits";
import { toVonage } from "./to-vonage";

function compile(message: RenderedMessage, context: CompileContext): Compiled {
  const content = adapt(message, context);
  const body = toVonage(content, context);
  return {
    request: { provider: "vonage", body },
    findings: [...content.findings, ...check(content)],
    ...billed(body, context.country),
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
  billing,
  ttlRangeSeconds,
  senderLimit: null,
  compile,
};
