import type { PhoneState } from "@/lib/sandbox/phone-state";
import { seededRandom } from "@/lib/sandbox/seeded-random";
import { habitsOf } from "@/lib/sandbox/simulated-person";

/** A phone that is often offline is so for whole stretches of this length. */
export const stretchMs = 6 * 3_600_000;

/** The handset of a simulated person at a moment. */
export function simulatedPhone(personSeed: string, at: Date): PhoneState {
  const habits = habitsOf(personSeed);
  const stretch = Math.floor(at.getTime() / stretchMs);
  const isAway = habits.isOftenOffline && seededRandom(`away:${personSeed}:${stretch}`)() < 0.55;
  return {
    platform: habits.platform,
    online: !isAway,
    rcs: habits.hasRcs,
    whatsapp: habits.hasWhatsapp,
    messenger: true,
    push: habits.hasPush,
  };
}
