import type { Database } from "@/db/client";
import { decisionReach } from "@/db/queries/decision-reach";
import { type WatchedMedia, watchedMedia } from "@/db/queries/media-watch";
import { loadCircuits, type StoredCircuit } from "@/db/queries/provider-health";
import {
  type ArmResult,
  armResults,
  type Charge,
  campaignCharges,
  campaignFunnel,
  campaignSeries,
  type FunnelRow,
  recipientReasonCounts,
  type SeriesPoint,
  seriesSpan,
} from "@/db/queries/report";
import { type AnswerCounts, countAnswers } from "@/db/queries/rsvp-answers";
import { bucketMinutes } from "@/lib/analytics/bucket-minutes";
import type { RsvpQuestion } from "@/lib/campaign/rsvp-questions";
import type { RecipientState } from "@/lib/campaign/schema";
import type { ChannelId } from "@/lib/channels/ids";
import type { Reach } from "@/lib/routing/reach";

export interface ReportSnapshot {
  funnel: FunnelRow[];
  /** Empty when there is one variant only. */
  arms: ArmResult[];
  charges: Charge[];
  /** What was answered to each question of the messages; empty when they ask nothing. */
  questions: AnswerCounts[];
  reasons: { state: RecipientState; reason: string | null; count: number }[];
  /** Whom each step took on which channel, and why not on the others. */
  routes: Pick<Reach, "steps" | "people" | "counted">;
  series: { bucketMinutes: number; points: (Omit<SeriesPoint, "at"> & { at: string })[] };
  /** How films and recordings were watched on their pages; empty while none was. */
  watched: WatchedMedia[];
  /** Channels of the campaign whose messages wait because their provider fails. */
  held: (Pick<StoredCircuit, "account" | "channel" | "state" | "cause" | "failingPercent" | "lastCode"> & {
    until: string | null;
  })[];
  /** When these numbers were read. */
  asOf: string;
  /** The same of people, costs and answers, which are counted anew less often in a large campaign. */
  peopleAsOf: string;
}

const barsMax = 60;

/** Reads a part of the report, or gives what was read a short while ago. */
export type KeepPart = <Value>(part: string, read: () => Promise<Value>) => Promise<Value>;

const readAnew: KeepPart = (_, read) => read();

/** What a report asks about besides its numbers. */
export interface ReportQuestions {
  asked: readonly RsvpQuestion[];
  channels: readonly ChannelId[];
  /** Only variants are compared, and comparing people is dear. */
  hasVariants: boolean;
}

/**
 * Everything a campaign's report counts. Messages come from the counts per minute and are of this moment; counting
 * people, costs and answers goes through all rows of the campaign, so `keep` may give what is a little older.
 */
export async function reportSnapshot(
  db: Database,
  workspaceId: string,
  campaignId: string,
  { asked, channels, hasVariants }: ReportQuestions,
  now: Date,
  keep: KeepPart = readAnew,
): Promise<ReportSnapshot> {
  const dated = <Value>(part: string, read: () => Promise<Value>) =>
    keep(part, async () => ({ value: await read(), at: now }));
  const [funnel, span, circuits, arms, charges, questions, reasons, routes, watched] = await Promise.all([
    campaignFunnel(db, workspaceId, campaignId),
    seriesSpan(db, workspaceId, campaignId),
    loadCircuits(db, workspaceId),
    dated("arms", async () => (hasVariants ? armResults(db, workspaceId, campaignId) : [])),
    dated("charges", () => campaignCharges(db, workspaceId, campaignId)),
    dated("questions", () => countAnswers(db, workspaceId, campaignId, asked)),
    dated("reasons", () => recipientReasonCounts(db, workspaceId, campaignId)),
    dated("routes", () => decisionReach(db, workspaceId, campaignId)),
    dated("watched", () => watchedMedia(db, workspaceId, campaignId)),
  ]);
  const minutes = span === null ? 1 : bucketMinutes((span.last.getTime() - span.first.getTime()) / 60_000 + 1, barsMax);
  const points = span === null ? [] : await campaignSeries(db, workspaceId, campaignId, minutes);
  const oldest = Math.min(...[arms, charges, questions, reasons, routes, watched].map(({ at }) => at.getTime()));
  return {
    funnel,
    arms: arms.value,
    charges: charges.value,
    questions: questions.value,
    reasons: reasons.value,
    routes: routes.value,
    watched: watched.value,
    series: { bucketMinutes: minutes, points: points.map((point) => ({ ...point, at: point.at.toISOString() })) },
    held: circuits
      .filter(({ state, channel }) => state !== "closed" && channels.includes(channel))
      .map(({ account, channel, state, cause, failingPercent, lastCode, until }) => ({
        ...{ account, channel, state, cause, failingPercent, lastCode },
        until: until?.toISOString() ?? null,
      })),
    asOf: now.toISOString(),
    peopleAsOf: new Date(oldest).toISOString(),
  };
}
