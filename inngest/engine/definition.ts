import { z } from "zod";
import { type Cron, parseCron } from "./cron";
import { parseDurationMs } from "./duration";
import { compileExpression, type Expression } from "./expression";

const RETRIES_DEFAULT = 4;
const YEAR_MS = 365 * 86_400_000;

/** One function, as the SDK registered it and as the engine will run it. */
export interface FunctionDefinition {
  id: string;
  attemptsMax: number;
  events: { name: string; condition: Expression | undefined }[];
  crons: Cron[];
  concurrency: { limit: number; key: Expression | undefined }[];
  idempotency: Expression | undefined;
  cancels: { eventName: string; condition: Expression | undefined; withinMs: number }[];
}

const limit = z.number().int().positive();
const expression = z.string().min(1).nullish();
/** Strict throughout: an option that is not listed is one the engine would silently ignore. */
const registration = z.strictObject({
  id: z.string().min(1),
  name: z.string(),
  triggers: z.array(
    z.union([
      z.strictObject({ event: z.string().regex(/^[^*]+$/, "wildcards are not supported"), expression }),
      z.strictObject({ cron: z.string() }),
    ]),
  ),
  steps: z.strictObject({
    step: z.object({ retries: z.strictObject({ attempts: z.number().int().min(0).max(20) }).nullish() }),
  }),
  concurrency: z
    .union([
      limit,
      z.strictObject({ limit, key: expression, scope: z.literal("fn").optional() }),
      z.array(z.strictObject({ limit, key: expression, scope: z.literal("fn").optional() })).max(2),
    ])
    .nullish(),
  idempotency: expression,
  cancel: z
    .array(z.strictObject({ event: z.string(), if: expression, timeout: z.string().optional() }))
    .max(5)
    .nullish(),
});

/**
 * Reads what the SDK registered. Throws one error that names every function and option which this engine does not
 * support: a function must never run with half of what its author asked for.
 */
export function parseRegistration(functions: readonly unknown[]): FunctionDefinition[] {
  const refusals: string[] = [];
  const definitions = functions.flatMap((candidate) => {
    const id = z.object({ id: z.string() }).safeParse(candidate).data?.id ?? "a function without an id";
    const parsed = registration.safeParse(candidate);
    if (!parsed.success) {
      refusals.push(...parsed.error.issues.map((issue) => `${id}: ${sentenceOf(issue)}`));
      return [];
    }
    try {
      return [defineFunction(parsed.data)];
    } catch (error) {
      refusals.push(`${id}: ${error instanceof Error ? error.message : String(error)}`);
      return [];
    }
  });
  if (refusals.length === 0) return definitions;
  throw new Error(`The local engine cannot run these functions:\n- ${refusals.join("\n- ")}`);
}

function defineFunction(config: z.infer<typeof registration>): FunctionDefinition {
  const compile = (source: string | null | undefined) => (source ? compileExpression(source) : undefined);
  const { concurrency } = config;
  const limits = typeof concurrency === "number" ? [{ limit: concurrency }] : concurrency ? [concurrency].flat() : [];
  return {
    id: config.id,
    attemptsMax: (config.steps.step.retries?.attempts ?? RETRIES_DEFAULT) + 1,
    events: config.triggers.flatMap((trigger) =>
      "event" in trigger ? [{ name: trigger.event, condition: compile(trigger.expression) }] : [],
    ),
    crons: config.triggers.flatMap((trigger) => ("cron" in trigger ? [parseCron(trigger.cron)] : [])),
    concurrency: limits.map((item) => ({ limit: item.limit, key: "key" in item ? compile(item.key) : undefined })),
    idempotency: compile(config.idempotency),
    cancels: (config.cancel ?? []).map((cancel) => {
      const withinMs = cancel.timeout === undefined ? YEAR_MS : parseDurationMs(cancel.timeout);
      if (withinMs === undefined) throw new Error(`cancelOn timeout "${cancel.timeout}" is not a duration`);
      return { eventName: cancel.event, condition: compile(cancel.if), withinMs };
    }),
  };
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  const where = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys")
    return `${where ? `${where}: ` : ""}${issue.keys.join(", ")} is not supported`;
  if (issue.code === "invalid_union") {
    const inner = issue.errors.flat().map(sentenceOf).join(" or ");
    return `${where}: ${inner || issue.message}`;
  }
  return `${where}: ${issue.message}`;
}
