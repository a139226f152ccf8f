import type { Channel, CompileContext, JsonObject } from "@/lib/channels/contract";

/** Phone numbers are sent as digits without `+` (Vonage Messages API 1.11 schema, ToNumber); other ids as they are. */
function vonageNumber(address: string): string {
  return /^\+?[\d\s().-]{5,}$/.test(address) ? address.replace(/\D/g, "") : address;
}

/** The fields every Vonage request starts with. */
export function vonageAddresses(channel: string, messageType: string, context: CompileContext): JsonObject {
  return {
    channel,
    message_type: messageType,
    to: vonageNumber(context.to),
    from: vonageNumber(context.from),
  };
}

/** The fields that let receipts find their way home. RCS takes no webhook version (Vonage Messages API 1.11 schema). */
export function vonageReceiptFields(context: CompileContext, takesWebhookVersion: boolean): JsonObject {
  return {
    client_ref: context.clientRef,
    webhook_url: context.statusUrl,
    ...(takesWebhookVersion ? { webhook_version: "v1" } : {}),
  };
}

/** The time-to-live, brought into the range the provider takes; nothing when none was asked for or none is known. */
export function vonageTtl(context: CompileContext, range: Channel["ttlRangeSeconds"]): JsonObject {
  if (context.ttlSeconds === null || range === null) return {};
  return { ttl: Math.round(Math.min(range.max, Math.max(range.min, context.ttlSeconds))) };
}
