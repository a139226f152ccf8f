import type { JsonObject } from "@/lib/channels/contract";

const encoder = new TextEncoder();

/** How long a notification is before it is encrypted. */
export function payloadBytes(payload: JsonObject): number {
  return encoder.encode(JSON.stringify(payload)).length;
}
