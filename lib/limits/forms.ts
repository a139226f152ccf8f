import { z } from "zod";
import { sendingLimitsSchema } from "@/lib/limits/schema";
import { regionName } from "@/lib/quiet-hours/region-name";
import { regionHoursSchema, regionKeySchema } from "@/lib/quiet-hours/schema";

/** What the settings page about limits sends. */

const { caps, isSubjectCapOn, uncappedTopics, ...budgets } = sendingLimitsSchema.shape;

export const quietSwitchSchema = z.object({ isOn: z.boolean(), inSandbox: z.boolean() });

export const regionFormSchema = z.object({
  region: regionKeySchema.refine((region) => regionName(region) !== null, "Choose a region from the list."),
  /** Null goes back to the hours we ship, or to those of the country or of everybody else. */
  hours: regionHoursSchema.nullable(),
});

export const capsFormSchema = z.object({
  caps: caps.removeDefault(),
  isSubjectCapOn: isSubjectCapOn.removeDefault(),
  uncappedTopics: uncappedTopics.removeDefault(),
});

export const budgetsFormSchema = z.object({
  monthBudgetMicros: budgets.monthBudgetMicros.removeDefault(),
  personMonthBudgetMicros: budgets.personMonthBudgetMicros.removeDefault(),
  personMonthMessagesMax: budgets.personMonthMessagesMax.removeDefault(),
});
