import type { JsonObject } from "@/lib/channels/contract";
import { smsParts } from "@/lib/sandbox/sms-parts";
import { statusError } from "@/lib/sandbox/status-errors";
import { templateOf } from "@/lib/sandbox/template-of";
import { wireChannel } from "@/lib/sandbox/wire-channels";

/** The parts of a message that its webhooks repeat. */
export interface CarriedMessage {
  id: string;
  channel: string;
  number: string;
  sender: string;
  clientRef: string | null;
  /** The request as posted. */
  body: JsonObject;
}

export type PostedStatus = "submitted" | "delivered" | "read" | "rejected" | "undeliverable";

/** The body of a status webhook. */
export function statusBody(
  message: CarriedMessage,
  status: PostedStatus,
  at: Date,
  errorCode: number | null = null,
): JsonObject {
  const channel = wireChannel(message.channel);
  const text = typeof message.body.text === "string" ? message.body.text : "";
  const parts = channel?.countsParts ? smsParts(text) : 1;
  const usage = channel?.usage?.on === status ? (channel.usage.eurPerUnit * parts).toFixed(4) : null;
  const networkCode = channel?.hasNetworkCode && status !== "read" ? networkCodeOf(message.number) : null;
  return {
    message_uuid: message.id,
    to: message.number,
    from: message.sender,
    timestamp: at.toISOString(),
    status,
    channel: message.channel,
    ...(message.clientRef === null ? {} : { client_ref: message.clientRef }),
    ...(errorCode === null ? {} : { error: statusError(errorCode, message.id.replaceAll("-", "")) }),
    ...(usage === null ? {} : { usage: { currency: "EUR", price: usage } }),
    ...(networkCode === null ? {} : { destination: { network_code: networkCode } }),
    ...(channel?.countsParts ? { sms: { count_total: String(parts) } } : {}),
    ...(channel?.reportsPricing && status === "delivered" ? { whatsapp: pricing(message) } : {}),
  };
}

function pricing(message: CarriedMessage): JsonObject {
  const isTemplate = templateOf(message.body) !== null;
  return {
    pricing: {
      type: isTemplate ? "regular" : "free_customer_service",
      pricing_model: "PMP",
      category: isTemplate ? "marketing" : "service",
    },
  };
}

/** Mobile country and network code of a made-up operator of the number's country. */
export function networkCodeOf(number: string): string | null {
  const codes: Record<string, string> = { "1": "310260", "44": "23410", "49": "26201", "33": "20801", "34": "21407" };
  return codes[number.slice(0, 1)] ?? codes[number.slice(0, 2)] ?? null;
}
