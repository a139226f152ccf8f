import { z } from "zod";

/** One condition on a contact. `field` is a built-in column or `attributes.<name>`. */
const conditionSchema = z.object({
  field: z
    .string()
    .regex(/^(first_name|last_name|email|country|locale|time_zone|created_at|attributes\.[A-Za-z0-9_ -]{1,60})$/),
  operator: z.enum(["is", "is_not", "contains", "starts_with", "greater_than", "less_than", "is_set", "is_not_set"]),
  value: z.string().max(500),
});
export type Condition = z.infer<typeof conditionSchema>;

export const ruleSchema = z.object({
  match: z.enum(["all", "any"]),
  conditions: z.array(conditionSchema).min(1).max(20),
});
export type Rule = z.infer<typeof ruleSchema>;

export const audienceSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("all") }),
  z.object({ kind: z.literal("list"), listId: z.uuid() }),
  z.object({ kind: z.literal("rule"), rule: ruleSchema }),
]);
export type Audience = z.infer<typeof audienceSchema>;
