import { z } from "zod";

const says = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("text"), text: z.string() }),
  z.object({ kind: z.literal("reply"), id: z.string(), title: z.string() }),
  z.object({ kind: z.literal("button"), payload: z.string(), text: z.string() }),
  z.object({ kind: z.literal("location"), latitude: z.number(), longitude: z.number() }),
]);

/** What the carrier, or a simulated person, will do at a moment. Stored with the event. */
export const carrierEventSchema = z.discriminatedUnion("kind", [
  /** A message changes. */
  z.object({
    kind: z.literal("change"),
    status: z.enum(["submitted", "delivered", "read", "rejected", "undeliverable", "expired"]),
    errorCode: z.number().int().nullable(),
    copies: z.number().int(),
    heldBackMs: z.number().int(),
  }),
  /** A callback, exactly as it is posted: the signature is over these bytes. */
  z.object({ kind: z.literal("post"), url: z.string(), text: z.string() }),
  /** A simulated person answers. */
  z.object({ kind: z.literal("say"), says }),
  /** A simulated person follows a link. */
  z.object({ kind: z.literal("open"), url: z.string() }),
]);
export type CarrierEvent = z.infer<typeof carrierEventSchema>;

/** An event not stored yet. */
export interface PlannedEvent {
  messageId: string;
  dueAt: Date;
  event: CarrierEvent;
}
