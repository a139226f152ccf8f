import { z } from "zod";
import { channelIdSchema } from "@/lib/channels/ids";
import { quietHoursSchema } from "@/lib/quiet-hours/schema";

const microsMax = 1_000_000_000_000_000;
const notMoney = "Enter an amount such as 250.00, or leave it empty for no limit.";
const money = z.number(notMoney).int(notMoney).min(0, notMoney).max(microsMax, notMoney).nullable().default(null);
const notCount = "Enter a whole number of 1 or more, or leave it empty for no limit.";

const capWrong = "A cap is a whole number of messages from 1 to 1,000.";
const daysWrong = "A cap counts a whole number of days from 1 to 31.";

const messageCapSchema = z.object({
  /** Null: over all channels together. */
  channel: channelIdSchema.nullable(),
  messagesMax: z.number(capWrong).int(capWrong).min(1, capWrong).max(1_000, capWrong),
  days: z.number(daysWrong).int(daysWrong).min(1, daysWrong).max(31, daysWrong),
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
  monthBudgetMicros: money,
  /** Most that may be spent on one person in a calendar month. */
  personMonthBudgetMicros: money,
  /** Most messages for one person in a calendar month. */
  personMonthMessagesMax: z
    .number(notCount)
    .int(notCount)
    .min(1, notCount)
    .max(10_000, "At most 10,000 messages.")
    .nullable()
    .default(null),
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
