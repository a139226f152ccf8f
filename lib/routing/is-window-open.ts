import type { Channel } from "@/lib/channels/contract";

/** Whether free-form messages are allowed now because the person wrote not long ago. */
export function isWindowOpen(channel: Channel, lastInboundAt: Date | null, now: Date): boolean {
  if (channel.conversationWindowHours === null) return true;
  if (lastInboundAt === null) return false;
  return now.getTime() - lastInboundAt.getTime() < channel.conversationWindowHours * 3_600_000;
}
