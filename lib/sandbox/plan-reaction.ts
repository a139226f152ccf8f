import type { JsonObject } from "@/lib/channels/contract";
import type { PlannedEvent } from "@/lib/sandbox/carrier-event";
import { mediaOf } from "@/lib/sandbox/media-rules";
import { reactionOf } from "@/lib/sandbox/simulated-person";
import { type Tap, tapsOf, textsOf } from "@/lib/sandbox/tappable";

/** What the person behind a simulated phone will do with a message just delivered, as events on the clock. */
export function planReaction(
  personSeed: string,
  message: { id: string; clientRef: string | null; channel: string; body: JsonObject },
  template: JsonObject | null,
  now: Date,
  hour: number,
): PlannedEvent[] {
  const taps = tapsOf(message.body, template);
  const features = {
    channel: message.channel,
    hasMedia: mediaOf(message.body).length > 0,
    tapCount: taps.length,
    textChars: textsOf(message.body).join("").length,
  };
  const reaction = reactionOf(personSeed, message.clientRef ?? message.id, features, hour);
  const at = (afterMs: number, event: PlannedEvent["event"]): PlannedEvent => ({
    messageId: message.id,
    dueAt: new Date(now.getTime() + afterMs),
    event,
  });
  const { readAfterMs, tap, says } = reaction;
  return [
    ...(readAfterMs === null
      ? []
      : [at(readAfterMs, { kind: "change", status: "read", errorCode: null, copies: 1, heldBackMs: 0 })]),
    ...(tap === null ? [] : pressed(taps[tap.index]).map((event) => at(tap.afterMs, event))),
    ...(says === null ? [] : [at(says.afterMs, { kind: "say", says: { kind: "text", text: says.text } })]),
  ];
}

function pressed(tap: Tap | undefined): PlannedEvent["event"][] {
  if (!tap) return [];
  return [
    ...(tap.says ? [{ kind: "say" as const, says: tap.says }] : []),
    ...(tap.url && /^https?:/.test(tap.url) ? [{ kind: "open" as const, url: tap.url }] : []),
  ];
}
