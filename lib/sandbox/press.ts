import type { JsonObject } from "@/lib/channels/contract";
import type { PersonSays } from "@/lib/sandbox/inbound-body";
import { tapsOf } from "@/lib/sandbox/tappable";

/** What the sender hears when the button with this hidden text is pressed; null when the message has no such button. */
export function pressed(body: JsonObject, template: JsonObject | null, postback: string): PersonSays | null {
  for (const { says } of tapsOf(body, template)) {
    if (says?.kind === "reply" && says.id === postback) return says;
    if (says?.kind === "button" && says.payload === postback) return says;
  }
  return null;
}
