import { channelIds } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";

/** The channel that shows most of a message: the one with a verified sender and cards. */
export const richestChannel = channelIds.find((id) => channels[id].needsCapability) ?? channelIds[0];
