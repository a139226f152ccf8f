import type { ChannelId } from "@/lib/channels/ids";
import type { Cap } from "@/lib/limits/caps-for";
import type { RecentMessage } from "@/lib/limits/recent-message";

const hourMs = 3_600_000;

/** What a person got lately, without what does not count. */
export interface Received {
  messages: readonly RecentMessage[];
  /** Messages that campaigns of a higher priority have yet to send them: their place is kept. */
  reservedCount: number;
}

/**
 * When somebody may get one more message on a channel, having had as many as they may; null for now. The stretch rolls:
 * with 3 in 24 hours and messages at 8:00, 9:00 and 10:00, the next may go at 8:00 the day after.
 */
export function cappedUntil(
  { messages, reservedCount }: Received,
  caps: readonly Cap[],
  channel: ChannelId,
  now: Date,
): Date | null {
  let untilMs: number | null = null;
  for (const cap of caps) {
    if (cap.channel !== null && cap.channel !== channel) continue;
    const windowMs = cap.hours * hourMs;
    const times = messages
      .filter((message) => cap.channel === null || message.channel === cap.channel)
      .filter((message) => cap.topic === null || message.topic === cap.topic)
      .map(({ at }) => at.getTime())
      .filter((atMs) => atMs > now.getTime() - windowMs)
      .sort((one, other) => one - other);
    const reserved = cap.channel === null ? reservedCount : 0;
    // How many must leave the stretch before there is room for one more.
    const tooMany = times.length + reserved - cap.messagesMax;
    if (tooMany < 0) continue;
    const leaving = times[tooMany];
    // A place that is only kept is free when the other campaign has decided, which nobody knows: look again soon.
    const freeMs = leaving === undefined ? now.getTime() + hourMs : leaving + windowMs;
    untilMs = Math.max(untilMs ?? 0, freeMs);
  }
  return untilMs === null ? null : new Date(untilMs);
}
