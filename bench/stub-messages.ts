import { z } from "zod";

/** How the provider on loopback behaves. */
export const stubSettingsSchema = z.object({
  port: z.number().int(),
  apiKey: z.string(),
  signatureSecret: z.string(),
  /** Where all receipts go; null: where each message says. */
  receiptsTo: z.string().nullable(),
  /** A file that gets every body, one a line; null: none are kept. */
  bodiesFile: z.string().nullable(),
  /** The answer comes after this, and a random part of `answerMsMax` on top. */
  answerMs: z.number(),
  answerMsMax: z.number(),
  sendsReceipts: z.boolean(),
  /** Remembers when each message arrived, and for whom it was. */
  keepsArrivals: z.boolean(),
  /** Some messages are rejected, some never arrive. */
  isHarsh: z.boolean(),
  /** It fails, throttles, forgets to answer, reports twice or not at all: see `bench/carrier-faults.ts`. */
  isFaulty: z.boolean(),
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
  /** Asked for "arrivals": reference, number, and when it came by the machine's clock in milliseconds. */
  arrivals: z.array(z.tuple([z.string(), z.string(), z.number()])),
  /** Asked for "details": references whose delivery was reported and the report taken. */
  reported: z.array(z.string()),
  /** Messages by what becomes of them. */
  faults: z.record(z.string(), z.number()),
  outcomes: z.record(z.enum(["delivered", "rejected", "silent"]), z.number()),
});
export type StubReport = z.infer<typeof stubReportSchema>;

/** What a harsh provider does with a message, by its reference: a fifth is rejected, a fifth never arrives. */
export function chaosOutcome(clientRef: string): "delivered" | "rejected" | "silent" {
  const digit = Number.parseInt(clientRef.slice(0, 4), 16) % 5;
  return digit === 0 ? "rejected" : digit === 1 ? "silent" : "delivered";
}
