import { z } from "zod";
import { channelIdSchema } from "@/lib/channels/ids";

/** What must have happened on a rung for the ladder to stop there. Each includes the ones after it: a click proves delivery. */
export const successConditionSchema = z.enum(["accepted", "delivered", "read", "engaged", "converted"]);
export type SuccessCondition = z.infer<typeof successConditionSchema>;

export const waitSecondsMin = 10;
export const waitSecondsMax = 30 * 24 * 60 * 60;

const rungSchema = z.object({
  id: z.string().min(1).max(40),
  /** In order of wish: the first that may and can reach the person is used. */
  channels: z.array(channelIdSchema).min(1).max(6),
  /** How long after the provider accepted the message the success condition may take. */
  waitSeconds: z.number().int().min(waitSecondsMin).max(waitSecondsMax),
  success: successConditionSchema,
});
export type Rung = z.infer<typeof rungSchema>;

export const ladderSchema = z.object({ rungs: z.array(rungSchema).min(1).max(8) });
export type Ladder = z.infer<typeof ladderSchema>;
