import { z } from "zod";

export const campaignStates = [
  "draft",
  "in_review",
  "scheduled",
  "sending",
  "paused",
  "finished",
  "cancelled",
] as const;
export const campaignStateSchema = z.enum(campaignStates);
export type CampaignState = z.infer<typeof campaignStateSchema>;

export const scheduleSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("now") }),
  z.object({ kind: z.literal("at"), at: z.iso.datetime({ offset: true }), timeZone: z.string().max(60) }),
]);
export type Schedule = z.infer<typeof scheduleSchema>;

/** The share of the audience that gets nothing, so that the effect of sending can be measured. */
export const holdoutPercentSchema = z.number().min(0).max(50);

export const armKeys = ["A", "B", "C", "D", "E"] as const;
export const armKeySchema = z.enum(armKeys);
export type ArmKey = z.infer<typeof armKeySchema>;

/** What became of a recipient. `active` and `pending` are still moving; all others are final. */
export const recipientStates = [
  "pending",
  "active",
  "succeeded",
  "exhausted",
  "skipped",
  "opted_out",
  "held_out",
  "cancelled",
] as const;
export type RecipientState = (typeof recipientStates)[number];

/** `unknown`: a crash fell between the provider's answer and our record of it; a receipt or the grace time settles it. */
const deliveryStates = [
  "pending",
  "sending",
  "accepted",
  "delivered",
  "read",
  "rejected",
  "undeliverable",
  "unknown",
  "cancelled",
] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export const roles = ["owner", "marketer", "approver", "viewer"] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;
