import { z } from "zod";

/** So many fit into one request with room to spare. */
const conversionsMax = 200;

const conversionSchema = z
  .strictObject({
    /** The business's own id of the event, such as an order number: the same id counts once. */
    id: z.string().min(1).max(100),
    /** Who converted, by the business's own key… */
    externalId: z.string().min(1).max(200).optional(),
    /** …or by telephone number, with the country's code. */
    phone: z
      .string()
      .max(30)
      .transform((written) => written.replace(/[\s().+-]/g, ""))
      .pipe(z.string().regex(/^[1-9]\d{6,14}$/, "Write the number with its country code, such as +14155550123."))
      .optional(),
    at: z.iso
      .datetime({ offset: true })
      .transform((text) => new Date(text))
      .optional(),
  })
  .refine(({ externalId, phone }) => (externalId === undefined) !== (phone === undefined), {
    message: "Name the person by externalId or by phone, one of the two.",
  });

/** What a shop reports: people who did what a campaign was for. */
export const conversionReportSchema = z.strictObject({
  conversions: z.array(conversionSchema).min(1).max(conversionsMax),
});

export type ReportedConversion = z.output<typeof conversionSchema>;
