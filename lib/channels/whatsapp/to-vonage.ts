import type { CompileContext, JsonObject } from "@/lib/channels/contract";
import { vonageAddresses, vonageReceiptFields } from "@/lib/channels/vonage-envelope";

/** The request for a WhatsApp message (Vonage Messages API, channel whatsapp). It has no time-to-live. */
export function toVonage(messageType: string, content: JsonObject, context: CompileContext): JsonObject {
  return {
    ...vonageAddresses("whatsapp", messageType, context),
    ...content,
    ...vonageReceiptFields(context, true),
  };
}
