import { z } from "zod";
import { type ArmKey, armKeySchema, type DeliveryState } from "@/lib/campaign/schema";
import { type ChannelId, channelIdSchema, channelIds } from "@/lib/channels/ids";
import { messageSchema } from "@/lib/message/schema";

export const testTargetsMax = 10;
export const testsPerHourMax = 60;
export const testNumbersMax = 20;

/** Where a test goes: the virtual phone of a contact, or a number of one's own. */
const testTargetSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("phone"), contactId: z.uuid() }),
  z.object({ kind: z.literal("number"), testNumberId: z.uuid() }),
]);
export type TestTarget = z.infer<typeof testTargetSchema>;

/** What the dialog asks for. */
export const testSendSchema = z.object({
  /** The same press repeated, by a double click or a lost answer, carries the same id and sends nothing more. */
  requestId: z.uuid(),
  campaignId: z.uuid(),
  armKey: armKeySchema,
  message: messageSchema.refine(({ blocks }) => blocks.length > 0, "Write something first: the message is empty."),
  asContactId: z.uuid().nullable(),
  channels: z.array(channelIdSchema).min(1, "Choose at least one channel.").max(channelIds.length),
  targets: z
    .array(testTargetSchema)
    .min(1, "Choose at least one phone to send to.")
    .max(testTargetsMax, `Choose at most ${testTargetsMax} phones at a time.`),
});
export type TestSendRequest = z.infer<typeof testSendSchema>;

/** One test message as the dialog shows it. Plain data: it travels as JSON. */
export interface TestSendItem {
  id: string;
  requestId: string;
  armKey: ArmKey;
  channel: ChannelId;
  /** Label of the number, or the name of the virtual phone's owner. */
  to: string;
  /** Whose virtual phone shows it; null when it went to a real one. */
  phoneOf: string | null;
  /** Whose data filled it in; null for the sample person. */
  asName: string | null;
  sentByName: string | null;
  state: DeliveryState;
  errorCode: string | null;
  errorText: string | null;
  createdAt: string;
  openedAt: string | null;
}

/** A number of one's own as screens show it. */
export interface TestNumberItem {
  id: string;
  label: string;
  /** Digits. */
  number: string;
  contactId: string;
  state: "verified" | "code_on_its_way" | "code_sent" | "code_failed" | "needs_code" | "other_carrier";
  codeError: string | null;
}

export const testNumberFormSchema = z.object({
  label: z.string().trim().min(1, "Enter a name, such as “Ana’s phone”.").max(40, "At most 40 characters."),
  number: z.string().trim().min(1, "Enter a phone number.").max(40, "This is too long for a phone number."),
});
export const testCodeSchema = z.object({
  testNumberId: z.uuid(),
  code: z
    .string()
    .transform((text) => text.replaceAll(/\s/g, ""))
    .pipe(z.string().regex(/^\d{6}$/, "The code has six digits.")),
});
