import { timeBoxed } from "@/app/_server/time-boxed";
import type { Database } from "@/db/client";
import { type FailedRun, type FunctionFacts, failedRuns, functionFacts } from "@/db/queries/background";
import { listBeats } from "@/db/queries/health";
import {
  acceptedPerMinute,
  type CampaignQueue,
  campaignQueues,
  type FailureCount,
  failureCounts,
  type Lateness,
  lateness,
} from "@/db/queries/operations";
import { loadCircuits, type StoredCircuit } from "@/db/queries/provider-health";
import { inngestEnv } from "@/inngest/env";
import { type AnswerCounts, totalOf } from "@/lib/health/answer-class";
import { recentCounts } from "@/lib/health/circuit";
import { workerSilentSecondsMax } from "@/lib/health/not-ready";

/** As it arrives through JSON: moments are texts. */
type Wire<Value> = Value extends Date
  ? string
  : Value extends object
    ? { [Key in keyof Value]: Wire<Value[Key]> }
    : Value;

export type ShownCircuit = Wire<
  Pick<StoredCircuit, "account" | "channel" | "state" | "cause" | "failingPercent" | "until" | "lastCode">
> & { counts: AnswerCounts };

/** All that the operations page shows of one workspace. */
export interface OperationsSnapshot {
  asOf: string;
  queues: CampaignQueue[];
  /** In a campaign of a million people the queues are counted less often than the rest. */
  queuesAsOf: string;
  lateness: Wire<Lateness>;
  failures: FailureCount[];
  /** Messages taken per minute, the present one last; quiet minutes as 0. */
  perMinute: number[];
  /** Messages taken within the last minute, per second. */
  perSecond: number;
  circuits: ShownCircuit[];
  /** Null where an Inngest server of its own runs the functions. */
  functions: Wire<FunctionFacts>[] | null;
  failedRuns: Wire<FailedRun>[];
  /** Workers that were heard of within the last seconds. */
  workers: number;
}

const minutesShown = 30;
/** A little less than what the page waits between two looks. */
const restMs = 4_000;

/**
 * Reads the page's numbers. Each part is kept for a few seconds, the dear ones longer, so that any number of people who
 * look at a campaign of a million cost about as much as one.
 */
export async function readOperations(db: Database, workspaceId: string, now: Date): Promise<OperationsSnapshot> {
  const boxed = <Value>(part: string, read: () => Promise<Value>) =>
    timeBoxed(`operations ${workspaceId} ${part}`, restMs, read);
  const since = new Date((Math.floor(now.getTime() / 60_000) - minutesShown + 1) * 60_000);
  const isOwnEngine = inngestEnv().mode === "local";
  const [queues, late, failures, minutes, circuits, functions, runs, beats] = await Promise.all([
    boxed("queues", async () => ({ counted: await campaignQueues(db, workspaceId, now), at: now })),
    boxed("lateness", () => lateness(db, workspaceId, now)),
    boxed("failures", () => failureCounts(db, workspaceId, now)),
    boxed("minutes", () => acceptedPerMinute(db, workspaceId, since)),
    loadCircuits(db, workspaceId),
    isOwnEngine ? timeBoxed("operations functions", restMs, () => functionFacts(db, now)) : null,
    boxed("runs", () => failedRuns(db, workspaceId, now)),
    timeBoxed("operations beats", restMs, () => listBeats(db)),
  ]);
  const byMinute = new Map(minutes.map(({ at, accepted }) => [at.getTime(), accepted]));
  const shown = circuits.map((circuit) => ({ ...circuit, counts: recentCounts(circuit, now) }));
  const silentMs = ({ beatAt }: { beatAt: Date }) => now.getTime() - beatAt.getTime();
  return toWire({
    asOf: now,
    queues: queues.counted,
    queuesAsOf: queues.at,
    lateness: late,
    failures,
    perMinute: Array.from({ length: minutesShown }, (_, index) => byMinute.get(since.getTime() + index * 60_000) ?? 0),
    perSecond: shown.reduce((sum, { counts }) => sum + counts.accepted, 0) / 60,
    circuits: shown
      .filter(({ counts, state }) => state !== "closed" || totalOf(counts) > 0)
      .map(({ account, channel, state, cause, failingPercent, until, lastCode, counts }) => ({
        ...{ account, channel, state, cause, failingPercent, until, lastCode, counts },
      })),
    functions,
    failedRuns: runs,
    workers: beats.filter((beat) => silentMs(beat) <= workerSilentSecondsMax * 1000).length,
  });
}

function toWire<Value>(value: Value): Wire<Value> {
  return JSON.parse(JSON.stringify(value)) as Wire<Value>;
}
