import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { webEnv } from "@/app/_server/env";
import { RefusedError } from "@/app/_server/refusal";
import { isSameOrigin } from "@/app/_server/same-origin";
import { type Actor, currentActor, currentDatabase, currentTime } from "@/app/_server/session";
import { unexpected } from "@/app/_server/unexpected";
import type { Database, Sql } from "@/db/client";
import type { ActionResult, Refusal } from "@/lib/action-result";
import { type Capability, can } from "@/lib/workspace/capabilities";

/** `public`: for people without a session, such as the one who follows an invitation; `run` then checks its own token. */
export type ActionCapability = Capability | "public";

interface ActionContext<Input, Needs extends ActionCapability> {
  input: Input;
  actor: Needs extends "public" ? null : Actor;
  db: Database;
  sql: Sql;
  now: Date;
}

interface ActionDefinition<Schema extends z.ZodType, Needs extends ActionCapability, Returned> {
  /** As it appears in logs: `campaign.rename`. */
  name: string;
  capability: Needs;
  input: Schema;
  run: (context: ActionContext<z.output<Schema>, Needs>) => Promise<Returned>;
}

/** `run` may answer a plain value or an ActionResult; callers always get an ActionResult. */
type ValueOf<Returned> = Returned extends { ok: true; value: infer Value }
  ? Value
  : Returned extends { ok: false; refusal: Refusal }
    ? never
    : Returned;

export type DefinedAction<Value> = (raw: unknown) => Promise<ActionResult<Value>>;

const definitions = new WeakMap<object, { name: string; capability: ActionCapability }>();

/** What an exported action was defined with; undefined when it was not made here. */
export function actionDefinition(action: object): { name: string; capability: ActionCapability } | undefined {
  return definitions.get(action);
}

/**
 * Wraps every server action: same origin, session, role, input, then `run`. Whatever goes wrong comes back as a refusal
 * with a sentence; nothing is thrown at the screen.
 */
export function defineAction<Schema extends z.ZodType, Needs extends ActionCapability, Returned>(
  definition: ActionDefinition<Schema, Needs, Returned>,
): DefinedAction<ValueOf<Awaited<Returned>>> {
  const { name, capability, input, run } = definition;
  type Value = ValueOf<Awaited<Returned>>;

  const action = async (raw: unknown): Promise<ActionResult<Value>> => {
    try {
      const stop = await refusalOf(capability);
      if (stop !== null) return { ok: false, refusal: stop };
      const parsed = input.safeParse(raw);
      if (!parsed.success) return { ok: false, refusal: inputRefusal(parsed.error) };
      const actor = capability === "public" ? null : await currentActor();
      const context = { input: parsed.data, actor, ...currentDatabase(), now: currentTime() };
      // The type of `actor` follows from `capability`, which refusalOf has just checked.
      const returned = await run(context as ActionContext<z.output<Schema>, Needs>);
      return isActionResult<Value>(returned) ? returned : { ok: true, value: returned as Value };
    } catch (error) {
      unstable_rethrow(error);
      if (error instanceof RefusedError) return { ok: false, refusal: error.refusal };
      return { ok: false, refusal: unexpected(name, error) };
    }
  };
  definitions.set(action, { name, capability });
  return action;
}

async function refusalOf(capability: ActionCapability): Promise<Refusal | null> {
  if (!isSameOrigin(await headers(), webEnv().CASCADE_URL)) return refusals.otherSite;
  if (capability === "public") return null;
  const actor = await currentActor();
  if (actor === null) return refusals.signedOut;
  return can(actor.role, capability) ? null : refusals.notAllowed;
}

/** The sentences every wrapper gives for the same reasons. */
export const refusals = {
  otherSite: {
    code: "other_site",
    message: "This request came from another website, so nothing was changed. Open Cascade directly and try again.",
    field: null,
  },
  signedOut: {
    code: "signed_out",
    message: "You are signed out. Sign in again in another tab, then repeat this here; what you typed stays.",
    field: null,
  },
  notAllowed: {
    code: "not_allowed",
    message: "Your role does not allow this. Ask an owner of the workspace.",
    field: null,
  },
} as const satisfies Record<string, Refusal>;

/** The first thing that is wrong with an input, with the field it is about. */
export function inputRefusal(error: z.ZodError): Refusal {
  const issue = error.issues[0];
  const field = issue === undefined || issue.path.length === 0 ? null : issue.path.map(String).join(".");
  return { code: "invalid_input", message: issue?.message ?? "Something in this form is not right.", field };
}

function isActionResult<Value>(returned: unknown): returned is ActionResult<Value> {
  if (typeof returned !== "object" || returned === null || !("ok" in returned)) return false;
  return returned.ok === true ? "value" in returned : returned.ok === false && "refusal" in returned;
}
