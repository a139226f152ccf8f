import type { WaitingRecipient } from "@/db/queries/sending";
import type { SendingCampaign } from "@/inngest/sending/compile-delivery";
import { sendingLimitsOf } from "@/lib/limits/schema";
import { placesOf } from "@/lib/quiet-hours/places-of";
import { sendingWindows } from "@/lib/quiet-hours/sending-windows";
import type { PersonFacts } from "@/lib/routing/gates";

/** What limits a message to one person now. */
interface PersonLimits extends Required<Pick<PersonFacts, "quietUntil">> {
  /** How long a message may go out that is decided about now; null for ever. */
  goodUntil: Date | null;
}

/** Answers for the people of a batch, from what came with them. */
export function peopleLimits(campaign: SendingCampaign, now: Date): (person: WaitingRecipient) => PersonLimits {
  const { settings, rules, expiresAt } = campaign;
  const { quietHours } = sendingLimitsOf(settings);
  const windowAt = sendingWindows(quietHours);
  const home = { country: settings.defaultCountry, timeZone: settings.timeZone };
  if (!quietHours.isOn || !rules.respectsQuietHours) return () => ({ quietUntil: null, goodUntil: expiresAt });
  return ({ person, phone }) => {
    const { country, time_zone: timeZone, attributes } = person;
    const { isOpen, opensAt, closesAt } = windowAt(placesOf({ country, timeZone, phone, attributes }, home), now);
    return { quietUntil: isOpen ? null : (opensAt ?? "never"), goodUntil: earlier(closesAt, expiresAt) };
  };
}

function earlier(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
