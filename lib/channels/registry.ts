import type { Channel } from "@/lib/channels/contract";
import type { ChannelId } from "@/lib/channels/ids";
import { messenger } from "@/lib/channels/messenger/channel";
import { mms } from "@/lib/channels/mms/channel";
import { push } from "@/lib/channels/push/channel";
import { rcs } from "@/lib/channels/rcs/channel";
import { sms } from "@/lib/channels/sms/channel";
import { whatsapp } from "@/lib/channels/whatsapp/channel";

/** Every channel with its answers. Ask it; never compare an id. */
export const channels: Record<ChannelId, Channel> = { rcs, whatsapp, mms, sms, messenger, push };
