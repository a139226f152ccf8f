import type { Channel, CompileContext, Compiled, RenderedMessage } from "@/lib/channels/contract";
import { adapt } from "./adapt";
import { check } from "./check";
import { conversationWindowHours } from "./limits";
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

/** Facebook Messenger: only people who wrote within the last day. */
export const messenger: Channel = {
  id: "messenger",
  name: "Messenger",
  addressKind: "messenger",
  provider: "vonage",
  imageProfile: "messenger",
  hasDeliveryReceipts: true,
  hasReadReceipts: true,
  canRevoke: false,
  hasReplies: true,
  conversationWindowHours,
  outsideWindow: "refused",
  needsCapability: false,
  countries: null,
  billing: [{ key: "message", name: "Messenger message", isFree: false }],
  ttlRangeSeconds: null,
  senderLimit: null,
  compile,
};
