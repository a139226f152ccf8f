import { z } from "zod";

/** Every channel Cascade can send on, in the order screens list them. Adding one here makes each registry fail to compile until it is listed there too. */
export const channelIds = ["rcs", "whatsapp", "mms", "sms", "messenger", "push"] as const;

export const channelIdSchema = z.enum(channelIds);
export type ChannelId = z.infer<typeof channelIdSchema>;
