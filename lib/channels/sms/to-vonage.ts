import type { CompileContext, JsonObject } from "@/lib/channels/contract";
import { vonageAddresses, vonageReceiptFields, vonageTtl } from "@/lib/channels/vonage-envelope";
import { ttlRangeSeconds } from "./limits";

/** The request for a text message (Vonage Messages API, channel sms). */
export function toVonage(text: string, context: CompileContext): JsonObject {
  // Spreads behind the first field of an object are dear: six microseconds here, of each message.
  return Object.assign(
    vonageAddresses("sms", "text", context),
    { text },
    vonageTtl(context, ttlRangeSeconds),
    { sms: { encoding_type: "auto" } },
    vonageReceiptFields(context, true),
  );
}
