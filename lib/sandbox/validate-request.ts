import { z } from "zod";
import type { JsonObject } from "@/lib/channels/contract";
import { type InvalidParameter, type ProblemAnswer, problemAnswer } from "@/lib/sandbox/problem";
import { type WireChannel, wireChannel } from "@/lib/sandbox/wire-channels";

/** A posted message that the API takes. */
export interface ValidRequest {
  channel: string;
  messageType: string;
  to: string;
  from: string;
  clientRef: string | null;
  /** Where status webhooks go; null when none was given. */
  statusUrl: string | null;
  ttlSeconds: number | null;
  /** As posted. */
  body: JsonObject;
}

export type Validation = { ok: true; request: ValidRequest } | { ok: false; answer: ProblemAnswer };

const jsonObject = z.record(z.string(), z.json());
const clientRef = z.string().min(1).max(100).optional();
const common = z.looseObject({
  webhook_url: z
    .string()
    .regex(/^https?:\/\/\S+$/, { error: "must be a valid URL." })
    .max(2000)
    .optional(),
  webhook_version: z.enum(["v0.1", "v1"]).optional(),
});

/** Checks a parsed body as the real API does before it answers 202. */
export function validateRequest(posted: unknown, instance: string): Validation {
  const refuse = (...args: [Parameters<typeof problemAnswer>[0], InvalidParameter[]?]): Validation => ({
    ok: false,
    answer: problemAnswer(args[0], instance, args[1] ?? []),
  });
  const parsed = jsonObject.safeParse(posted);
  if (!parsed.success) return refuse("invalidJson");
  const body = parsed.data;

  const missing = ["channel", "message_type", "to", "from"].filter((name) => body[name] === undefined);
  if (missing.length > 0) {
    return refuse(
      "invalidParameters",
      missing.map((name) => ({ name, reason: "is required." })),
    );
  }
  const { channel, message_type: messageType, to, from } = body;
  const rules = typeof channel === "string" ? wireChannel(channel) : undefined;
  if (typeof channel !== "string" || !rules) return refuse("unsupportedChannel");
  const shape = typeof messageType === "string" ? ownShape(rules, messageType) : undefined;
  if (typeof messageType !== "string" || !shape) return refuse("invalidMessageType");
  if (typeof from !== "string" || !rules.sender.test(from)) return refuse("invalidSender");
  if (typeof to !== "string" || !rules.recipient.test(to)) return refuse("invalidRecipient");
  const reference = clientRef.safeParse(body.client_ref);
  if (!reference.success) return refuse("invalidClientReference");

  const ofChannel = channelParameters(rules, channel, messageType, body);
  if (ofChannel.length > 0) return refuse("invalidChannelParameters", ofChannel);
  const wrong = [...invalid(common, body), ...invalid(shape, body), ...invalidTtl(rules, body)];
  if (wrong.length > 0) return refuse("invalidParameters", wrong);

  return {
    ok: true,
    request: {
      channel,
      messageType,
      to,
      from,
      clientRef: reference.data ?? null,
      statusUrl: typeof body.webhook_url === "string" ? body.webhook_url : null,
      ttlSeconds: typeof body.ttl === "number" ? body.ttl : null,
      body,
    },
  };
}

function ownShape(rules: WireChannel, messageType: string): z.ZodType | undefined {
  return Object.hasOwn(rules.types, messageType) ? rules.types[messageType] : undefined;
}

function channelParameters(rules: WireChannel, channel: string, messageType: string, body: JsonObject) {
  if (!rules.parameters) return [];
  const given = body[channel];
  const wrong = given === undefined ? [] : invalid(rules.parameters, given, [channel]);
  // A simple template names its language and policy outside the template.
  if (wrong.length === 0 && messageType === "template") {
    const named = z.looseObject({ locale: z.string(), policy: z.string() });
    return invalid(named, given ?? {}, [channel]);
  }
  return wrong;
}

function invalidTtl(rules: WireChannel, body: JsonObject): InvalidParameter[] {
  if (body.ttl === undefined) return [];
  const range = rules.ttlRangeSeconds;
  if (!range) return [{ name: "ttl", reason: "is not supported by this channel." }];
  return invalid(z.object({ ttl: z.int().min(range.min).max(range.max) }), body);
}

function invalid(shape: z.ZodType, value: unknown, at: PropertyKey[] = []): InvalidParameter[] {
  const result = shape.safeParse(value);
  if (result.success) return [];
  return result.error.issues.flatMap((issue) => named(issue, value, at));
}

/** Zod's issues in the carrier's words. The branch of a union that got furthest is the one that was meant. */
function named(issue: z.core.$ZodIssue, value: unknown, at: readonly PropertyKey[]): InvalidParameter[] {
  const path = [...at, ...issue.path];
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const depth = (issues: readonly z.core.$ZodIssue[]) => Math.min(...issues.map((each) => each.path.length));
    const meant = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0] ?? [];
    const inner = valueAt(value, issue.path);
    return meant.flatMap((each) => named(each, inner, path));
  }
  return [{ name: fieldName(path), reason: reasonOf(issue, valueAt(value, issue.path)) }];
}

function reasonOf(issue: z.core.$ZodIssue, value: unknown): string {
  if (value === undefined) return "is required.";
  if (issue.code === "invalid_value") return `Must be one of ${issue.values.map(String).join(", ")}`;
  if (issue.code === "invalid_union") return "has an unknown type.";
  if (issue.code === "too_big") return `must be at most ${issue.maximum} ${unit(issue.origin)}.`;
  if (issue.code === "too_small") return `must be at least ${issue.minimum} ${unit(issue.origin)}.`;
  if (issue.code === "invalid_type") return `must be of type ${issue.expected}.`;
  return issue.message;
}

function unit(origin: string): string {
  return { string: "characters", array: "items" }[origin] ?? "in value";
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== "object" || found === null) return undefined;
    found = (found as Record<PropertyKey, unknown>)[key];
  }
  return found;
}

function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => (typeof key === "number" ? `[${key}]` : index === 0 ? String(key) : `.${String(key)}`))
    .join("");
}
