import type { PreflightProblem } from "@/lib/campaign/preflight-problem";
import type { CampaignRules } from "@/lib/campaign/rules";
import { keepsQuietHours } from "@/lib/quiet-hours/keeps-quiet-hours";
import { type HomePlace, placesOf, type Whereabouts } from "@/lib/quiet-hours/places-of";
import type { QuietHours } from "@/lib/quiet-hours/schema";
import { sendingWindows } from "@/lib/quiet-hours/sending-windows";
import type { WorkspaceSettings } from "@/lib/workspace/schema";

export interface QuietFacts {
  /** The audience, or a sample of it. */
  people: readonly Whereabouts[];
  audienceCount: number;
  quietHours: QuietHours;
  carrier: WorkspaceSettings["carrier"];
  rules: Pick<CampaignRules, "respectsQuietHours" | "expiresAfterHours">;
  home: HomePlace;
  startsAt: Date;
}

const hourMs = 3_600_000;

/** How many people are in a quiet hour when the campaign starts, and get their first message later or not at all. */
export function quietProblems(facts: QuietFacts): PreflightProblem[] {
  const { people, audienceCount, quietHours, carrier, rules, home, startsAt } = facts;
  if (!keepsQuietHours(quietHours, carrier) || !rules.respectsQuietHours || people.length === 0) return [];
  const hours = rules.expiresAfterHours;
  const endsAt = hours === null ? null : new Date(startsAt.getTime() + hours * hourMs);
  const windowAt = sendingWindows(quietHours);
  let [later, never] = [0, 0];
  for (const person of people) {
    const { isOpen, opensAt } = windowAt(placesOf(person, home), startsAt);
    if (isOpen) continue;
    if (opensAt === null || (endsAt !== null && opensAt >= endsAt)) never += 1;
    else later += 1;
  }
  const isSample = people.length < audienceCount;
  const words = (count: number, one: string, many: string) => {
    const scaled = isSample ? Math.round((count * audienceCount) / people.length) : count;
    const who = scaled === 1 ? `1 person ${one}` : `${scaled.toLocaleString("en")} people ${many}`;
    return `Quiet hours: ${isSample ? "about " : ""}${who}`;
  };
  return [
    ...(later > 0 ? [`${words(later, "gets", "get")} it later, when messages may arrive where they are.`] : []),
    ...(never > 0
      ? [`${words(never, "gets", "get")} nothing, since the campaign is over before it is day where they are.`]
      : []),
  ].map((text) => ({
    ...{ severity: "warning" as const, step: "schedule" as const, text },
    remedy: "Start at another time of the day, or let it end later.",
  }));
}
