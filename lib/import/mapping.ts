import { z } from "zod";
import { channelIdSchema } from "@/lib/channels/ids";

/** Limits of a contact file. They bound memory, not ambition: a file may have any number of rows. */
export const fileBytesMax = 200 * 1024 * 1024;
export const columnsMax = 200;
export const cellCharsMax = 500;
export const rowBytesMax = 256 * 1024;

/** What a column of the file becomes. */
export const columnTargetSchema = z.union([
  z.enum([
    "ignore",
    "phone",
    "messenger_id",
    "external_id",
    "first_name",
    "last_name",
    "email",
    "locale",
    "country",
    "time_zone",
  ]),
  z.string().regex(/^attributes\.[A-Za-z0-9_ -]{1,60}$/),
]);
export type ColumnTarget = z.infer<typeof columnTargetSchema>;

/** How the file says who agreed to get messages. Without consent people are stored but nothing is sent to them. */
const importConsentSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none") }),
  z.object({ kind: z.literal("everyone") }),
  z.object({ kind: z.literal("column"), column: z.number().int().min(0).max(columnsMax) }),
]);

export const importMappingSchema = z
  .object({
    /** One per column of the file, in order. */
    targets: z.array(columnTargetSchema).min(1).max(columnsMax),
    hasHeader: z.boolean(),
    /** ISO 3166 alpha-2: how a number without a country code is read. */
    defaultCountry: z.string().regex(/^[A-Z]{2}$/),
    consent: importConsentSchema,
    /** Channels the consent covers; empty means all. */
    consentChannels: z.array(channelIdSchema).max(6),
    /** Where and with which words the people agreed; kept in the ledger as proof. */
    consentSource: z.string().trim().max(300),
    /** Name of a list the people are put on; empty for none. */
    listName: z.string().trim().max(80),
  })
  .superRefine((mapping, context) => {
    const single = mapping.targets.filter((target) => target !== "ignore");
    const repeated = single.find((target, index) => single.indexOf(target) !== index);
    if (repeated !== undefined) {
      context.addIssue({
        code: "custom",
        path: ["targets"],
        message: `Two columns are mapped to "${repeated}". Keep one of them.`,
      });
    }
    if (!mapping.targets.includes("phone") && !mapping.targets.includes("messenger_id")) {
      context.addIssue({
        code: "custom",
        path: ["targets"],
        message: "Map one column to the phone number, so that people can be reached.",
      });
    }
    if (mapping.consent.kind !== "none" && mapping.consentSource === "") {
      context.addIssue({
        code: "custom",
        path: ["consentSource"],
        message: "Say where and how these people agreed. It is kept as proof.",
      });
    }
    if (mapping.consent.kind === "column" && mapping.consent.column >= mapping.targets.length) {
      context.addIssue({ code: "custom", path: ["consent"], message: "The consent column is not in the file." });
    }
  });
export type ImportMapping = z.infer<typeof importMappingSchema>;
