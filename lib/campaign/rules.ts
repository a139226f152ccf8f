import { z } from "zod";

const valueMicrosMax = 1_000_000_000_000;
const hoursMax = 90 * 24;

/**
 * What a campaign wants of routing and of the limits at the moment of sending. Frozen with the draft at launch. Every key
 * has a default, so that campaigns older than a key read as if they had chosen it.
 */
export const campaignRulesSchema = z.object({
  /** What a click, an answer or a redemption is worth, in the workspace's currency. */
  valuePerEngagementMicros: z.number().int().min(0).max(valueMicrosMax).default(1_000_000),
  /** Whether a message that comes later is worth less. */
  isTimeCritical: z.boolean().default(false),
  /** Share of the people whose channel is drawn by lot, so that routing keeps learning. */
  explorePercent: z.number().min(0).max(20).default(2),
  /** 1 (whenever there is room) to 5 (first). */
  priority: z.number().int().min(1).max(5).default(3),
  /** Most that may be spent, in the workspace's currency; null for no limit. */
  budgetMicros: z.number().int().min(0).max(valueMicrosMax).nullable().default(null),
  /** Most messages handed over in a minute; null for as fast as the provider allows. */
  ratePerMinute: z.number().int().min(1).max(10_000_000).nullable().default(null),
  /** How long after its start nothing is sent any more; null for no end. */
  expiresAfterHours: z.number().int().min(1).max(hoursMax).nullable().default(null),
  respectsQuietHours: z.boolean().default(true),
});
export type CampaignRules = z.infer<typeof campaignRulesSchema>;
