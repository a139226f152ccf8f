import { z } from "zod";
import { channelIdSchema } from "@/lib/channels/ids";
import { quietHoursSchema } from "@/lib/quiet-hours/schema";

const microsMax = 1_000_000_000_000_000;

const messageCapSchema = z.object({
  /** Null: over all channels together. */
  channel: channelIdSchema.nullable(),
  messagesMax: z.number().int().min(1).max(1_000),
  days: z.number().int().min(1).max(31),
});
export type MessageCap = z.infer<typeof messageCapSchema>;

/**
 * Every message counts, the steps of a ladder too. A ladder has at most eight steps, so that the cap we ship never
 * stands between a ladder and its own next step: only other campaigns can use it up.
 */
const shippedCaps: MessageCap[] = [{ channel: null, messagesMax: 8, days: 7 }];

/** What limits every campaign of a workspace at the moment of sending. */
export const sendingLimitsSchema = z.object({
  quietHours: quietHoursSchema.prefault({}),
  /** How many messages one person gets at most in so many days, whenever they begin. */
  caps: z
    .array(messageCapSchema)
    .max(10, "At most 10 caps.")
    .refine(
      (caps) => new Set(caps.map(({ channel, days }) => `${channel} ${days}`)).size === caps.length,
      "Two caps are about the same channel and the same number of days. Keep the lower one.",
    )
    .default(shippedCaps),
  /** Florida and Oklahoma: three in 24 hours on one subject, which we take a topic for. */
  isSubjectCapOn: z.boolean().default(true),
  /** Topics whose messages are no advertising: they neither count nor are held back. */
  uncappedTopics: z.array(z.string().max(40)).max(20).default([]),
  /** Most that all campaigns together may spend in a calendar month of the workspace; null for no limit. */
  monthBudgetMicros: z.number().int().min(0).max(microsMax).nullable().default(null),
  /** Most that may be spent on one person in a calendar month. */
  personMonthBudgetMicros: z.number().int().min(0).max(microsMax).nullable().default(null),
  /** Most messages for one person in a calendar month. */
  personMonthMessagesMax: z.number().int().min(1).max(10_000).nullable().default(null),
});
export type SendingLimits = z.infer<typeof sendingLimitsSchema>;

/** As stored with the workspace: only what somebody chose. */
export const storedLimitsSchema = sendingLimitsSchema.partial();

/** The limits of a workspace, with what we ship for all that nobody chose. */
export function sendingLimitsOf({
  limits,
}: {
  limits?: z.input<typeof storedLimitsSchema> | undefined;
}): SendingLimits {
  return sendingLimitsSchema.parse(limits ?? {});
}
