import { type ChannelId, channelIds } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import type { SenderLimit, WorkspaceSettings } from "@/lib/workspace/schema";

/** What carriers let the senders of a workspace send; channels whose sender is held to no limit are left out. */
export function senderLimitsOf({
  senders,
}: Pick<WorkspaceSettings, "senders">): Partial<Record<ChannelId, SenderLimit>> {
  const limits: Partial<Record<ChannelId, SenderLimit>> = {};
  for (const channel of channelIds) {
    const sender = senders[channel];
    const { limit } = sender ?? {};
    if (sender === undefined || limit === undefined) continue;
    if (channels[channel].senderLimit?.limitsSender(sender.from) !== true) continue;
    if (limit.unitsPerSecond !== null || limit.unitsPerDay !== null) limits[channel] = limit;
  }
  return limits;
}
