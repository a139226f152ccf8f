import { z } from "zod";
import { quietHoursSchema } from "@/lib/quiet-hours/schema";

/** What limits every campaign of a workspace at the moment of sending. */
const sendingLimitsSchema = z.object({
  quietHours: quietHoursSchema.prefault({}),
});
export type SendingLimits = z.infer<typeof sendingLimitsSchema>;

/** As stored with the workspace: only what somebody chose. */
export const storedLimitsSchema = sendingLimitsSchema.partial();

/** The limits of a workspace, with what we ship for all that nobody chose. */
export function sendingLimitsOf({
  limits,
}: {
  limits?: z.input<typeof sendingLimitsSchema> | undefined;
}): SendingLimits {
  return sendingLimitsSchema.parse(limits ?? {});
}
