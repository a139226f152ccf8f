import { z } from "zod";
import { axisStatus } from "@/lib/consent/events-to-restore";
import { dayStart, localDay } from "@/lib/consent/local-day";
import type { CurrentConsent } from "@/lib/consent/may-send";
import { type ConsentStatus, everything } from "@/lib/consent/schema";
import type { ConsentScope } from "@/lib/consent/scope";

const key = z.string().min(1).max(60);

/** What the preference page posts. */
const preferenceFormSchema = z.discriminatedUnion("action", [
  z.object({
    action: z.literal("save"),
    topics: z.array(key).max(50),
    channels: z.array(key).max(20),
    /** As typed: YYYY-MM-DD, or empty for no break. */
    pauseDay: z.string().trim().max(30),
  }),
  z.object({ action: z.literal("stop") }),
  z.object({ action: z.literal("undo"), undo: z.coerce.number().int().nonnegative() }),
]);
export type PreferenceForm = z.infer<typeof preferenceFormSchema>;

/** Reads posted fields; null when they are not those of the page. */
export function readPreferenceForm(fields: URLSearchParams): PreferenceForm | null {
  const parsed = preferenceFormSchema.safeParse({
    action: fields.get("action"),
    topics: fields.getAll("topic"),
    channels: fields.getAll("channel"),
    pauseDay: fields.get("pause_until") ?? "",
    undo: fields.get("undo") ?? undefined,
  });
  return parsed.success ? parsed.data : null;
}

/** What a person was shown: only that can be ticked or left unticked. */
export interface ShownChoices {
  topics: readonly string[];
  channels: readonly string[];
}

export type ScopeChange = ConsentScope & { status: ConsentStatus };

/** The differences between what was ticked and what holds. Nothing ticked anew is no change. */
export function chosenChanges(
  consent: readonly CurrentConsent[],
  shown: ShownChoices,
  ticked: { topics: readonly string[]; channels: readonly string[] },
): ScopeChange[] {
  const wished = [
    ...shown.channels.map((channel) => ({
      scope: { channel, topic: everything },
      isTicked: ticked.channels.includes(channel),
    })),
    ...shown.topics.map((topic) => ({
      scope: { channel: everything, topic },
      isTicked: ticked.topics.includes(topic),
    })),
  ];
  return wished.flatMap(({ scope, isTicked }) => {
    const status: ConsentStatus = isTicked ? "opted_in" : "opted_out";
    return axisStatus(consent, scope) === status ? [] : [{ ...scope, status }];
  });
}

const pauseDaysMax = 366;

/** The days between which a break may end, in the person's zone. */
export function pauseDays(now: Date, timeZone: string): { min: string; max: string } {
  const dayMs = 24 * 60 * 60 * 1000;
  return {
    min: localDay(new Date(now.getTime() + dayMs), timeZone),
    max: localDay(new Date(now.getTime() + pauseDaysMax * dayMs), timeZone),
  };
}

/** When a break ends: null for none, "invalid" for a day that is none or is out of range. */
export function pauseEnd(day: string, timeZone: string, now: Date): Date | null | "invalid" {
  if (day === "") return null;
  const { min, max } = pauseDays(now, timeZone);
  const start = dayStart(day, timeZone);
  return start === null || day < min || day > max ? "invalid" : start;
}
