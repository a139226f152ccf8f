import type { ChannelId } from "@/lib/channels/ids";
import type { SendingLimits } from "@/lib/limits/schema";

/** At most so many messages in any stretch of so many hours, on a channel and a topic or on all. */
export interface Cap {
  channel: ChannelId | null;
  topic: string | null;
  messagesMax: number;
  hours: number;
}

/** Florida Statutes 501.616(6)(b) and 15 O.S. §775C.4: three in 24 hours on the same subject, whatever number is used. */
const subjectCap = { messagesMax: 3, hours: 24, states: ["FL", "OK"] } as const;

/** The caps that hold for a message about a topic to somebody who is known to live in these US states. */
export function capsFor(limits: SendingLimits, topic: string, states: readonly string[]): Cap[] {
  if (limits.uncappedTopics.includes(topic)) return [];
  const own = limits.caps.map(
    ({ channel, messagesMax, days }): Cap => ({ channel, topic: null, messagesMax, hours: days * 24 }),
  );
  const { messagesMax, hours } = subjectCap;
  const isThere = limits.isSubjectCapOn && states.some((state) => subjectCap.states.some((each) => each === state));
  return isThere ? [...own, { channel: null, topic, messagesMax, hours }] : own;
}
