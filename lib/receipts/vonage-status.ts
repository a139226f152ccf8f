import { z } from "zod";
import type { Charge } from "@/lib/receipts/apply-charge";
import type { Evidence } from "@/lib/receipts/apply-evidence";

/** Status webhook of the Vonage Messages API v1; fields we do not use pass through untouched. */
const statusSchema = z.looseObject({
  message_uuid: z.string().min(1).max(100),
  status: z.enum(["submitted", "delivered", "read", "rejected", "undeliverable"]),
  timestamp: z.string().refine((text) => Number.isFinite(Date.parse(text))),
  client_ref: z.string().max(100).optional(),
  /** The code is the title: text, in older payloads a number. */
  error: z.looseObject({ title: z.union([z.string().max(40), z.number()]) }).optional(),
  usage: z
    .looseObject({
      price: z.coerce.number().nonnegative().max(1000),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .nullish()
        .catch(null),
    })
    .optional(),
});

/** A status webhook in our own terms. */
export interface StatusReport {
  providerMessageId: string;
  clientRef: string | null;
  evidence: Evidence;
  /** What the provider charges; null when it does not say. */
  charge: Charge | null;
}

/** "Already sent": the provider turned away a repetition of a message that it has. It says nothing bad about the message. */
const alreadySent = "1320";

/** Reads a stored body; null when it is not a status report we understand. */
export function readVonageStatus(body: unknown): StatusReport | null {
  const parsed = statusSchema.safeParse(body);
  if (!parsed.success) return null;
  const { message_uuid, status, timestamp, client_ref, error, usage } = parsed.data;
  const code = error === undefined ? null : String(error.title);
  const at = new Date(timestamp);
  return {
    providerMessageId: message_uuid,
    clientRef: client_ref ?? null,
    evidence: code === alreadySent ? { kind: "submitted", at, code: null } : { kind: status, at, code },
    charge:
      usage === undefined ? null : { micros: Math.round(usage.price * 1_000_000), currency: usage.currency ?? null },
  };
}
