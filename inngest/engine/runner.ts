import { setTimeout as sleep } from "node:timers/promises";
import { retryDelayMs, unreachableDelayMs } from "./backoff";
import type { Caller } from "./caller";
import { isPassing } from "./connection-errors";
import type { FunctionDefinition } from "./definition";
import type { Job, Lease, Store } from "./store";

const STEPS_MAX = 1_000;
const SAVE_TRIES_MAX = 40;
const SAVE_PAUSE_MS = 250;

export interface RunnerOptions {
  store: Store;
  caller: Caller;
  now: () => Date;
  random: () => number;
  leaseMs: number;
  /** Event names that some function listens to; others of the engine's own events are not sent. */
  listenedEvents: ReadonlySet<string>;
  /** Whether a run may go on to its next step at once instead of queueing for it. */
  mayGoOn: () => boolean;
  report: (problem: string, details: Record<string, unknown>) => void;
}

/** Makes the calls of one leased job until it waits for something, ends, or loses its lease. */
export async function drive(
  options: RunnerOptions,
  job: Job,
  token: string,
  definition: FunctionDefinition,
): Promise<void> {
  const { store, now } = options;
  const lease: Lease = { runId: job.runId, token };
  // A limit counts calls, so a run with limits lets others have their turn between its steps.
  const isUnlimited = definition.concurrency.length === 0;
  const later = (afterMs: number) => new Date(now().getTime() + afterMs);
  for (;;) {
    if (job.steps.length >= STEPS_MAX) {
      const error = { name: "TooManySteps", message: `A run may have ${STEPS_MAX} steps` };
      return persist(options, () => failRun(options, lease, job, error));
    }
    const outcome = await options.caller.call(job, definition.attemptsMax, now());
    if (outcome.kind === "unreachable") {
      options.report("a call did not reach the functions", { ...about(job), reason: outcome.reason });
      const cost = { attempt: job.attempt, stumbles: job.stumbles + 1 };
      return persist(options, () => store.postpone(lease, later(unreachableDelayMs(job.stumbles)), cost));
    }
    if (outcome.kind === "completed") {
      const events = ended(options, "inngest/function.finished", job, { result: outcome.output });
      return persist(options, () => store.finish(lease, "completed", outcome.output, events, now()));
    }
    if (outcome.kind === "failed" || (outcome.kind === "retry" && job.attempt + 1 >= definition.attemptsMax)) {
      return persist(options, () => failRun(options, lease, job, outcome.error));
    }
    if (outcome.kind === "retry") {
      const dueAt = later(outcome.afterMs ?? retryDelayMs(job.attempt, options.random()));
      return persist(options, () => store.postpone(lease, dueAt, { attempt: job.attempt + 1, stumbles: 0 }));
    }
    const step = { id: outcome.stepId, result: outcome.memo };
    const goesOn = isUnlimited && outcome.dueAt === undefined && options.mayGoOn();
    const dueAt = outcome.dueAt ?? now();
    const isHeld = await persist(options, () =>
      store.saveStep(lease, step, dueAt, goesOn ? later(options.leaseMs) : undefined),
    );
    if (!isHeld || !goesOn) return;
    job.steps.push(step);
    job.attempt = 0;
    job.stumbles = 0;
  }
}

/** Ends a run as failed; `onFailure` handlers hear of it through the event. */
export function failRun(options: RunnerOptions, lease: Lease, job: Job | undefined, error: unknown): Promise<void> {
  if (job) options.report("a run failed", { ...about(job), error: nameOf(error) });
  const events = job
    ? [
        ...ended(options, "inngest/function.failed", job, { error }),
        ...ended(options, "inngest/function.finished", job, { error }),
      ]
    : [];
  return options.store.finish(lease, "failed", error, events, options.now());
}

function ended(options: RunnerOptions, name: string, job: Job, result: Record<string, unknown>): unknown[] {
  const trigger = (job.event as { name?: unknown } | null)?.name;
  // A handler of these events that itself ends must not start another round.
  const isHandler = typeof trigger === "string" && trigger.startsWith("inngest/function.");
  if (isHandler || !options.listenedEvents.has(name)) return [];
  const data = { function_id: job.functionId, run_id: job.runId, event: job.event, ...result };
  return [{ id: `${name}:${job.runId}`, name, data }];
}

/**
 * A call was made, so its result is worth some patience with a database that is just restarting. Saving twice does no
 * harm: the lease's token is gone or the step is there.
 */
async function persist<Result>(options: RunnerOptions, save: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await save();
    } catch (error) {
      if (tries >= SAVE_TRIES_MAX || !isPassing(error)) throw error;
      if (tries === 1) options.report("the database did not answer, trying again", { error: nameOf(error) });
      await sleep(SAVE_PAUSE_MS);
    }
  }
}

function about(job: Job): Record<string, unknown> {
  return { functionId: job.functionId, runId: job.runId, attempt: job.attempt };
}

/** Logs get the kind of an error only: its message may quote what a step worked on. */
export function nameOf(error: unknown): string {
  const { name, code } = (error ?? {}) as { name?: unknown; code?: unknown };
  return [name, code].filter((part) => typeof part === "string").join(" ") || "Error";
}
