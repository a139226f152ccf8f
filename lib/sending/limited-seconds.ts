import { rateOf } from "@/lib/sending/sender-allowance";
import { refillOf } from "@/lib/sending/token-bucket";
import type { SenderLimit } from "@/lib/workspace/schema";

const daySeconds = 86_400;

/**
 * How long so many units take at least, when the sender has nothing else to send. Each day but the last is waited for to
 * its end. Example: 5,000 segments at 4 a second and 2,000 a day -> two days, and 278 seconds of the third.
 */
export function limitedSeconds(units: number, limit: SenderLimit): number {
  const { unitsPerSecond, unitsPerDay } = limit;
  const perSecond = refillOf(rateOf(limit));
  if (unitsPerDay === null) return unitsPerSecond === null ? 0 : units / perSecond;
  const perDay = Math.min(unitsPerDay, perSecond * daySeconds);
  const days = Math.max(0, Math.ceil(units / perDay) - 1);
  return days * daySeconds + (units - days * perDay) / perSecond;
}
