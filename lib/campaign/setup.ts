import { z } from "zod";
import { audienceSchema } from "@/lib/audience/rule";
import { campaignRulesSchema } from "@/lib/campaign/rules";
import { armKeySchema, holdoutPercentSchema, scheduleSchema } from "@/lib/campaign/schema";
import { ladderSchema } from "@/lib/ladder/schema";

export const campaignNameSchema = z
  .string()
  .trim()
  .min(1, "Give the campaign a name.")
  .max(120, "A name has at most 120 characters.");

/** The arms of a test: two to five, whose weights add up to 100. One arm means no test. */
export const armWeightsSchema = z
  .array(
    z.object({ key: armKeySchema, name: z.string().trim().min(1).max(60), weightPercent: z.number().min(1).max(100) }),
  )
  .min(1)
  .max(5)
  .refine((arms) => new Set(arms.map((arm) => arm.key)).size === arms.length, "Each variant needs its own letter.")
  .refine(
    (arms) => Math.abs(arms.reduce((sum, arm) => sum + arm.weightPercent, 0) - 100) < 0.01,
    "The shares of the variants must add up to 100 %.",
  );
export type ArmWeights = z.infer<typeof armWeightsSchema>;

/** A saved change to a draft's setup; absent keys stay as they are. */
export const campaignSetupSchema = z.object({
  name: campaignNameSchema.optional(),
  topic: z.string().min(1).max(40).optional(),
  audience: audienceSchema.optional(),
  ladder: ladderSchema.optional(),
  schedule: scheduleSchema.optional(),
  holdoutPercent: holdoutPercentSchema.optional(),
  rules: campaignRulesSchema.optional(),
});
export type CampaignSetup = z.infer<typeof campaignSetupSchema>;
