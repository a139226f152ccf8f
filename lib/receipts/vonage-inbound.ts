import { z } from "zod";
import { type ChannelId, channelIdSchema } from "@/lib/channels/ids";
import type { InboundWords } from "@/lib/consent/keyword-intent";

/** Inbound webhook of the Vonage Messages API v1; media and other fields pass through untouched. */
const inboundSchema = z.looseObject({
  message_uuid: z.string().min(1).max(100),
  channel: channelIdSchema,
  from: z.string().min(1).max(100),
  to: z.string().min(1).max(100),
  timestamp: z.string().refine((text) => Number.isFinite(Date.parse(text))),
  message_type: z.string().max(40).optional(),
  text: z.string().optional(),
  reply: z.looseObject({ id: z.string().optional(), title: z.string().optional() }).optional(),
  /** The payload of a WhatsApp flow is an object, which says nothing to us. */
  button: z.looseObject({ payload: z.unknown().optional(), text: z.string().optional() }).optional(),
});

/** What a person sent us, in our own terms. */
export interface InboundReport {
  channel: ChannelId;
  /** Digits of a phone number without "+", or a page-scoped id. */
  from: string;
  to: string;
  at: Date;
  /** Pressed a button or a suggested reply, rather than wrote. */
  isTap: boolean;
  words: InboundWords;
}

/** Reads a stored body; null when it is not an inbound message we understand. */
export function readVonageInbound(body: unknown): InboundReport | null {
  const parsed = inboundSchema.safeParse(body);
  if (!parsed.success) return null;
  const { channel, from, to, timestamp, text, reply, button } = parsed.data;
  const payload = reply?.id ?? (typeof button?.payload === "string" ? button.payload : undefined);
  return {
    channel,
    from: from.replace(/^\+(?=\d)/, ""),
    to: to.replace(/^\+(?=\d)/, ""),
    at: new Date(timestamp),
    isTap: reply !== undefined || button !== undefined,
    words: { text: text ?? null, payload: payload ?? null, title: reply?.title ?? button?.text ?? null },
  };
}
