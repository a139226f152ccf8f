import { z } from "zod";

const dayMinutes = 24 * 60;

/** From when until when of a day messages may arrive, in minutes after midnight; null for a day without messages. */
const dayHoursSchema = z
  .object({ fromMinute: z.number().int().min(0).max(dayMinutes), toMinute: z.number().int().min(0).max(dayMinutes) })
  .refine(({ fromMinute, toMinute }) => fromMinute < toMinute, "The end must be after the beginning.")
  .nullable();
export type DayHours = z.infer<typeof dayHoursSchema>;

export const regionHoursSchema = z.object({
  /** False: messages may arrive at any hour in this region. */
  isOn: z.boolean(),
  weekdays: dayHoursSchema,
  saturday: dayHoursSchema,
  sunday: dayHoursSchema,
});
export type RegionHours = z.infer<typeof regionHoursSchema>;

/** A US state (`US-TX`), a country (`US`, `DE`), or `*` for everybody else. */
export const regionKeySchema = z.string().regex(/^([A-Z]{2}|US-[A-Z]{2}|\*)$/);

export const quietHoursSchema = z.object({
  isOn: z.boolean().default(true),
  /** Whether virtual phones have them too. They wake nobody, and whoever tries something out wants to see it arrive. */
  inSandbox: z.boolean().default(false),
  /** What a workspace changed or added; all other regions have the hours we ship. */
  regions: z.record(regionKeySchema, regionHoursSchema).default({}),
});
export type QuietHours = z.infer<typeof quietHoursSchema>;
/** What a workspace changed of the hours we ship. */
export type OwnHours = Pick<QuietHours, "regions">;
