import { z } from "zod";
import { channelIdSchema } from "@/lib/channels/ids";
import { storedLimitsSchema } from "@/lib/limits/schema";
import { linkTagsSchema } from "@/lib/links/link-tags";
import { pushSettingsSchema } from "@/lib/web-push/settings";

/** What carriers let a sender send, counted as its channel counts (text segments); null where they set no such limit. */
export const senderLimitSchema = z.object({
  /** Contracts often say it by the minute: 75 a minute are 1.25. */
  unitsPerSecond: z.number().min(0.1).max(1_000).nullable(),
  /** Of the whole brand; the day ends at midnight Pacific time. */
  unitsPerDay: z.number().int().min(100).max(100_000_000).nullable(),
});
export type SenderLimit = z.infer<typeof senderLimitSchema>;

/** One sender per channel: a phone number, RCS agent, page id or the push subject. Absent means not set up. */
export const senderSchema = z.object({
  from: z.string().min(1).max(60),
  displayName: z.string().min(1).max(100),
  /** False for alphanumeric SMS senders: opting out then goes by link. */
  canReceiveReplies: z.boolean(),
  /** Absent where nobody has said what the carriers allow. */
  limit: senderLimitSchema.optional(),
});
export type Sender = z.infer<typeof senderSchema>;

export const topicSchema = z.object({
  key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  name: z.string().min(1).max(60),
  description: z.string().max(200),
});
export type Topic = z.infer<typeof topicSchema>;

export const workspaceSettingsSchema = z.object({
  brandName: z.string().min(1).max(60),
  brandColor: z.string().regex(/^#[0-9a-f]{6}$/i),
  /** Shown in HELP answers and on the preference page. */
  supportContact: z.string().min(1).max(200),
  /** ISO 3166 alpha-2: how a phone number without a country code is read. */
  defaultCountry: z.string().regex(/^[A-Z]{2}$/),
  /** IANA name. Screens show times in it. */
  timeZone: z.string().min(1).max(60),
  locale: z.string().min(2).max(35),
  currency: z.string().regex(/^[A-Z]{3}$/),
  topics: z.array(topicSchema).min(1).max(20),
  senders: z.partialRecord(channelIdSchema, senderSchema),
  /** Marks on links for the statistics of the pages they lead to; null or absent for none. */
  linkTags: linkTagsSchema.nullable().optional(),
  /** Absent until somebody names a website. */
  push: pushSettingsSchema.optional(),
  /** Where messages go: the sandbox carrier with its virtual phones, or a Vonage account. */
  carrier: z.enum(["sandbox", "vonage"]),
  /** Absent until somebody changes one; read with `sendingLimitsOf`. */
  limits: storedLimitsSchema.optional(),
});
export type WorkspaceSettings = z.infer<typeof workspaceSettingsSchema>;
