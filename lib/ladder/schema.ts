import { z } from "zod";
import { channelIdSchema } from "@/lib/channels/ids";

/** What must have happened on a rung for the ladder to stop there. Each includes the ones after it: a click proves delivery. */
export const successConditionSchema = z.enum(["accepted", "delivered", "read", "engaged", "converted"]);
export type SuccessCondition = z.infer<typeof successConditionSchema>;

export const waitSecondsMin = 10;
export const waitSecondsMax = 30 * 24 * 60 * 60;

/** How a step finds a person's channel: the first of its channels that is possible, or the one that promises most for them. */
export const pickSchema = z.enum(["in_order", "best"]);

const rungSchema = z.object({
  id: z.string().min(1).max(40),
  /** In order of wish. */
  channels: z.array(channelIdSchema).min(1).max(6),
  /** Absent in ladders from before there was a choice: in order. */
  pick: pickSchema.optional(),
  /** How long after the provider accepted the message the success condition may take. */
  waitSeconds: z.number().int().min(waitSecondsMin).max(waitSecondsMax),
  success: successConditionSchema,
});
export type Rung = z.infer<typeof rungSchema>;

export const ladderSchema = z.object({ rungs: z.array(rungSchema).min(1).max(8) });
export type Ladder = z.infer<typeof ladderSchema>;
