import type { CompileContext, JsonObject } from "@/lib/channels/contract";
import { piecesText } from "@/lib/channels/text-pieces";
import { vonageAddresses, vonageReceiptFields } from "@/lib/channels/vonage-envelope";
import type { MessengerContent } from "./adapt";

/** The request for a Messenger message (Vonage Messages API, channel messenger). It has no time-to-live. */
export function toVonage(content: MessengerContent, context: CompileContext): JsonObject {
  return {
    ...vonageAddresses("messenger", "text", context),
    text: piecesText(content.pieces),
    messenger: { category: "response" },
    ...vonageReceiptFields(context, true),
  };
}
