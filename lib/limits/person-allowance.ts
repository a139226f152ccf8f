import type { RecentMessage } from "@/lib/limits/recent-message";
import type { SendingLimits } from "@/lib/limits/schema";

/** What may still be spent on one person this month. */
export interface PersonAllowance {
  /** Null for no limit. */
  micros: number | null;
  messages: number | null;
}

/** What the limits of a workspace leave for somebody who got these messages since the month began. */
export function personAllowance(
  { personMonthBudgetMicros, personMonthMessagesMax }: SendingLimits,
  messages: readonly RecentMessage[],
  monthStart: Date,
): PersonAllowance {
  const ofMonth = messages.filter(({ at }) => at >= monthStart);
  const spent = ofMonth.reduce((sum, { micros }) => sum + micros, 0);
  const received = ofMonth.filter(({ isReceived }) => isReceived).length;
  return {
    micros: personMonthBudgetMicros === null ? null : personMonthBudgetMicros - spent,
    messages: personMonthMessagesMax === null ? null : personMonthMessagesMax - received,
  };
}
