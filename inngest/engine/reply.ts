import { z } from "zod";
import { retryAfterMs } from "./backoff";
import { parseDurationMs } from "./duration";

const OUTPUT_BYTES_MAX = 4 * 1024 * 1024;

/** What one call of a function came to. */
export type Outcome =
  | { kind: "step"; stepId: string; memo: unknown; dueAt: Date | undefined }
  | { kind: "retry"; error: unknown; afterMs: number | undefined }
  | { kind: "completed"; output: unknown }
  | { kind: "failed"; error: unknown }
  | { kind: "unreachable"; reason: string };

/** The parts of the SDK's HTTP answer that carry meaning. */
export interface Reply {
  status: number;
  fromSdk: boolean;
  noRetry: boolean;
  retryAfter: string | null;
  text: string;
}

const operation = z.object({
  op: z.string(),
  id: z.string(),
  name: z.string().nullish(),
  displayName: z.string().nullish(),
  data: z.unknown().optional(),
  error: z.unknown().optional(),
});

/** Reads the SDK's answer to one call. Anything this engine does not support fails the run with a sentence. */
export function readReply(reply: Reply, now: Date): Outcome {
  // Without the SDK's header something else answered: a signature mismatch, a crash, a proxy.
  if (!reply.fromSdk) return { kind: "unreachable", reason: `HTTP ${reply.status}: ${reply.text.slice(0, 200)}` };
  if (reply.text.length > OUTPUT_BYTES_MAX) {
    return refuse(`The output has ${reply.text.length} characters; at most ${OUTPUT_BYTES_MAX} are kept`);
  }
  const body: unknown = reply.text === "" ? null : JSON.parse(reply.text);
  if (reply.status === 200) return { kind: "completed", output: body };
  const retryOrFail = (error: unknown): Outcome =>
    reply.noRetry ? { kind: "failed", error } : { kind: "retry", error, afterMs: retryAfterMs(reply.retryAfter, now) };
  if (reply.status !== 206) return retryOrFail(body);

  const operations = z.array(operation).safeParse(body);
  const [step, ...others] = operations.data ?? [];
  if (!step) return refuse("The SDK answered without an operation");
  if (others.length > 0 || step.op === "StepPlanned") {
    return refuse("Parallel steps are not supported: await one step before the next");
  }
  switch (step.op) {
    case "StepRun":
      return { kind: "step", stepId: step.id, memo: { data: step.data ?? null }, dueAt: undefined };
    case "StepFailed":
      return { kind: "step", stepId: step.id, memo: { error: step.error }, dueAt: undefined };
    case "StepError":
      if (reply.noRetry) return { kind: "step", stepId: step.id, memo: { error: step.error }, dueAt: undefined };
      return retryOrFail(step.error);
    case "Sleep": {
      const dueAt = wakeTime(step.name ?? "", now);
      return dueAt
        ? { kind: "step", stepId: step.id, memo: null, dueAt }
        : refuse(`Step "${step.displayName}": "${step.name}" is neither a duration nor a time`);
    }
    default:
      return refuse(`Step "${step.displayName ?? step.id}": ${step.op} is not supported`);
  }
}

function wakeTime(text: string, now: Date): Date | undefined {
  // Empty is what the SDK makes of zero and of any duration it cannot read ("1d2h"): not to be guessed.
  const durationMs = parseDurationMs(text);
  const time = durationMs === undefined ? Date.parse(text) : now.getTime() + durationMs;
  return Number.isNaN(time) ? undefined : new Date(time);
}

function refuse(sentence: string): Outcome {
  return { kind: "failed", error: { name: "UnsupportedByLocalEngine", message: sentence } };
}
