import { z } from "zod";

/** How the provider on loopback behaves. */
export const stubSettingsSchema = z.object({
  port: z.number().int(),
  apiKey: z.string(),
  signatureSecret: z.string(),
  /** Where all receipts go; null: where each message says. */
  receiptsTo: z.string().nullable(),
  keepsBodies: z.boolean(),
  /** The answer comes after a random part of this. */
  answerMsMax: z.number(),
  /** Some messages are rejected, some never arrive. */
  isHarsh: z.boolean(),
  seed: z.number().int(),
});
export type StubSettings = z.infer<typeof stubSettingsSchema>;

/** What the provider saw. */
export const stubReportSchema = z.object({
  type: z.literal("report"),
  received: z.number(),
  receiptsTaken: z.number(),
  receiptsOpen: z.number(),
  /** Asked for "details": how often each reference came. */
  counts: z.array(z.tuple([z.string(), z.number()])),
  /** Asked for "details": references whose delivery was reported and the report taken. */
  reported: z.array(z.string()),
  /** Asked for "bodies". */
  bodies: z.array(z.string()),
});
export type StubReport = z.infer<typeof stubReportSchema>;

/** What a harsh provider does with a message, by its reference: a fifth is rejected, a fifth never arrives. */
export function chaosOutcome(clientRef: string): "delivered" | "rejected" | "silent" {
  const digit = Number.parseInt(clientRef.slice(0, 4), 16) % 5;
  return digit === 0 ? "rejected" : digit === 1 ? "silent" : "delivered";
}
