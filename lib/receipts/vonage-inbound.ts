import { z } from "zod";
import { type ChannelId, channelIdSchema } from "@/lib/channels/ids";
import type { InboundWords } from "@/lib/consent/keyword-intent";

/** "Offers and announcements" of WhatsApp, switched off or on for this business by the person. */
const preferenceSchema = z.looseObject({
  category: z.literal("marketing_messages"),
  value: z.enum(["stop", "resume"]),
});

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
  /** As Meta shapes it, one or a list; whether it is passed on is up to the provider. */
  user_preferences: z.unknown().optional(),
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
  /** What the person set in the app itself about this channel; null in an ordinary message. */
  preference: "stop" | "resume" | null;
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
    preference: preferenceOf(parsed.data.user_preferences),
  };
}

function preferenceOf(given: unknown): InboundReport["preference"] {
  const latest: unknown = Array.isArray(given) ? given.at(-1) : given;
  return preferenceSchema.safeParse(latest).data?.value ?? null;
}
