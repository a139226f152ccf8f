import type { ChannelId } from "@/lib/channels/ids";

/** A message somebody got, or is about to get. */
export interface RecentMessage {
  /** When the provider took it; now, while it is on its way. */
  at: Date;
  channel: ChannelId;
  topic: string;
  /** What it cost or is going to cost, in the workspace's currency. */
  micros: number;
  /** False when it did not reach them: it cost money and nobody's patience. */
  isReceived: boolean;
}
