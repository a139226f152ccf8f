import type { Channel, CompileContext, Compiled, RenderedMessage } from "@/lib/channels/contract";
import { piecesText } from "@/lib/channels/text-pieces";
import { adapt } from "./adapt";
import { check } from "./check";
import { ttlRangeSeconds } from "./limits";
import { senderLimit } from "./sender-limit";
import { splitSegments } from "./split-segments";
import { toVonage } from "./to-vonage";

function compile(message: RenderedMessage, context: CompileContext): Compiled {
  const content = adapt(message, context);
  const text = piecesText(content.pieces);
  const segments = splitSegments(text);
  return {
    request: { provider: "vonage", body: toVonage(text, context) },
    findings: [...content.findings, ...check(content, segments)],
    billedUnits: segments.parts.length,
    billedAs: "segment",
    template: null,
  };
}

/** Text messages: reach every phone, carry words only. */
export const sms: Channel = {
  id: "sms",
  name: "SMS",
  addressKind: "phone",
  provider: "vonage",
  imageProfile: null,
  hasDeliveryReceipts: true,
  hasReadReceipts: false,
  canRevoke: false,
  hasReplies: true,
  conversationWindowHours: null,
  outsideWindow: "free",
  needsCapability: false,
  countries: null,
  billing: [{ key: "segment", name: "SMS segment", isFree: false }],
  ttlRangeSeconds,
  senderLimit,
  compile,
};
