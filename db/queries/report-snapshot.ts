import type { Database } from "@/db/client";
import { type WatchedMedia, watchedMedia } from "@/db/queries/media-watch";
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

export interface ReportSnapshot {
  funnel: FunnelRow[];
  arms: ArmResult[];
  charges: Charge[];
  /** What was answered to each question of the messages; empty when they ask nothing. */
  questions: AnswerCounts[];
  /** How films and recordings were watched on their pages; empty while none was. */
  watched: WatchedMedia[];
  reasons: { state: RecipientState; reason: string | null; count: number }[];
  series: { bucketMinutes: number; points: (Omit<SeriesPoint, "at"> & { at: string })[] };
  /** When these numbers were read. */
  asOf: string;
}

const barsMax = 60;

/** Everything a campaign's report counts, read at one moment. */
export async function reportSnapshot(
  db: Database,
  workspaceId: string,
  campaignId: string,
  asked: readonly RsvpQuestion[],
  now: Date,
): Promise<ReportSnapshot> {
  const [funnel, arms, charges, questions, reasons, span, watched] = await Promise.all([
    campaignFunnel(db, workspaceId, campaignId),
    armResults(db, workspaceId, campaignId),
    campaignCharges(db, workspaceId, campaignId),
    countAnswers(db, workspaceId, campaignId, asked),
    recipientReasonCounts(db, workspaceId, campaignId),
    seriesSpan(db, workspaceId, campaignId),
    watchedMedia(db, workspaceId, campaignId),
  ]);
  const minutes = span === null ? 1 : bucketMinutes((span.last.getTime() - span.first.getTime()) / 60_000 + 1, barsMax);
  const points = span === null ? [] : await campaignSeries(db, workspaceId, campaignId, minutes);
  return {
    funnel,
    arms,
    charges,
    questions,
    reasons,
    watched,
    series: { bucketMinutes: minutes, points: points.map((point) => ({ ...point, at: point.at.toISOString() })) },
    asOf: now.toISOString(),
  };
}
