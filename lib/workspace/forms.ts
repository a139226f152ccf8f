import { z } from "zod";
import { roleSchema } from "@/lib/campaign/schema";
import { channelIdSchema } from "@/lib/channels/ids";
import { linkTagsSchema } from "@/lib/links/link-tags";
import { pushSettingsSchema } from "@/lib/web-push/settings";
import { isCountry, isTimeZone } from "@/lib/workspace/places";
import { senderLimitSchema, senderSchema, topicSchema } from "@/lib/workspace/schema";

/** What people type into the account and settings forms, with the sentence each mistake gets. */

const personName = z.string().trim().min(1, "Enter a name.").max(100, "A name may have at most 100 characters.");
const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "This email address is too long.")
  .pipe(z.email("Enter an email address such as ana@example.com."));
const newPassword = z
  .string()
  .min(12, "Use at least 12 characters; a few words in a row are easy to remember.")
  .max(200, "A password may have at most 200 characters.");
const token = z.string().min(1).max(200);
const country = z.string().refine(isCountry, "Choose a country from the list.");
const timeZone = z.string().max(60).refine(isTimeZone, "Choose a time zone from the list.");
const required = (what: string, max: number) =>
  z.string().trim().min(1, `Enter ${what}.`).max(max, `At most ${max} characters.`);

const newAccountSchema = z.object({ name: personName, email, password: newPassword });

export const setupSchema = newAccountSchema.extend({
  token,
  workspaceName: required("the name of your business", 60),
  defaultCountry: country,
  timeZone,
});

export const joinSchema = newAccountSchema.extend({ token });
export const joinAsExistingSchema = z.object({ token });

export const workspaceFormSchema = z.object({
  name: required("a name for the workspace", 60),
  brandName: required("the name people see on messages", 60),
  brandColor: z.string().regex(/^#[0-9a-f]{6}$/i, "Enter a colour such as #0e6173."),
  supportContact: required("an email address, phone number or web address for help", 200),
  defaultCountry: country,
  timeZone,
  locale: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "Enter a language such as en or pt-BR.")
    .max(35),
  currency: z.string().regex(/^[A-Z]{3}$/, "Choose a currency from the list."),
});
export type WorkspaceForm = z.infer<typeof workspaceFormSchema>;

export const topicFormSchema = z.object({
  /** Null makes a new topic, whose key follows from its name and then never changes. */
  key: topicSchema.shape.key.nullable(),
  name: required("a name people will recognise", 60),
  description: z.string().trim().max(200, "At most 200 characters."),
});

const perSecondWords = "Enter a number from 0.1 to 1000, such as 4 or 1.25.";
const perDayWords = "Enter a whole number of at least 100, such as 2000.";

/** The same bounds as what is stored, with a sentence for each. */
const senderLimitFormSchema = senderLimitSchema.extend({
  unitsPerSecond: z.number(perSecondWords).min(0.1, perSecondWords).max(1_000, perSecondWords).nullable(),
  unitsPerDay: z.number(perDayWords).int(perDayWords).min(100, perDayWords).max(100_000_000, perDayWords).nullable(),
});

export const senderFormSchema = z.object({
  channel: channelIdSchema,
  /** Null takes the channel out of use. */
  sender: senderSchema
    .extend({
      from: required("the sender", 60),
      displayName: required("the name people see", 100),
      limit: senderLimitFormSchema.optional(),
    })
    .nullable(),
});

/** Null: links carry no marks. */
export const linkTagsFormSchema = z.object({ linkTags: linkTagsSchema.nullable() });

export const pushFormSchema = pushSettingsSchema;

export const memberInviteSchema = z.object({ role: roleSchema, email: email.or(z.literal("")) });
export const memberRoleSchema = z.object({ userId: z.uuid(), role: roleSchema });
export const memberSchema = z.object({ userId: z.uuid() });
export const inviteSchema = z.object({ inviteId: z.uuid() });

export const profileSchema = z.object({ name: personName });
export const passwordChangeSchema = z.object({
  current: z.string().min(1, "Enter your present password.").max(200),
  next: newPassword,
});
export const workspaceChoiceSchema = z.object({ workspaceId: z.uuid() });
