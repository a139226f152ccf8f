import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { inputRefusal, refusals } from "@/app/_server/action";
import { webEnv } from "@/app/_server/env";
import { RefusedError } from "@/app/_server/refusal";
import { isSameOrigin } from "@/app/_server/same-origin";
import { type Actor, currentActor, currentDatabase, currentTime } from "@/app/_server/session";
import { unexpected } from "@/app/_server/unexpected";
import type { Database, Sql } from "@/db/client";
import type { Refusal } from "@/lib/action-result";
import { type Capability, can } from "@/lib/workspace/capabilities";

/** `public`: anybody. `signed`: the handler itself checks a signature or a token before it does anything. */
export type RouteCapability = Capability | "public" | "signed";

type RouteParams = Record<string, string | string[] | undefined>;

interface RouteContext<Params, Query, Needs extends RouteCapability> {
  request: Request;
  params: Params;
  query: Query;
  actor: Needs extends Capability ? Actor : null;
  db: Database;
  sql: Sql;
  now: Date;
}

interface RouteDefinition<
  ParamsSchema extends z.ZodType,
  QuerySchema extends z.ZodType,
  Needs extends RouteCapability,
> {
  /** As it appears in logs: `report.live`. */
  name: string;
  capability: Needs;
  /** Shape of the path's parameters; an address that does not fit is not found. */
  params?: ParamsSchema;
  /** Shape of the search parameters; the first of a repeated one counts. */
  query?: QuerySchema;
  /** Answers a Response, or a value that becomes JSON. */
  handler: (context: RouteContext<z.output<ParamsSchema>, z.output<QuerySchema>, Needs>) => Promise<unknown>;
}

export type DefinedRoute = (request: Request, context: { params: Promise<RouteParams> }) => Promise<Response>;

const definitions = new WeakMap<object, { name: string; capability: RouteCapability }>();

/** What an exported handler was defined with; undefined when it was not made here. */
export function routeDefinition(route: object): { name: string; capability: RouteCapability } | undefined {
  return definitions.get(route);
}

/** Wraps every route handler: origin of writes, session, role, parameters, then `handler`; refusals become JSON. */
export function defineRoute<
  Needs extends RouteCapability,
  ParamsSchema extends z.ZodType = z.ZodType<Record<string, never>>,
  QuerySchema extends z.ZodType = z.ZodType<Record<string, never>>,
>(definition: RouteDefinition<ParamsSchema, QuerySchema, Needs>): DefinedRoute {
  const { name, capability, handler } = definition;

  const route: DefinedRoute = async (request, { params }) => {
    try {
      const open = capability === "public" || capability === "signed";
      const actor = open ? null : await currentActor();
      const stop = open ? null : refusalOf(request, actor, capability);
      if (stop !== null) return answerRefusal(stop);
      const path = definition.params?.safeParse(await params) ?? { success: true, data: {} };
      if (!path.success) return answerRefusal({ code: "not_found", message: "There is nothing here.", field: null });
      const search = new URL(request.url).searchParams;
      const given = Object.fromEntries([...search.keys()].map((key) => [key, search.get(key)]));
      const query = definition.query?.safeParse(given);
      if (query?.success === false) return answerRefusal(inputRefusal(query.error));
      const context = {
        request,
        params: path.data,
        query: query?.data ?? {},
        actor,
        ...currentDatabase(),
        now: currentTime(),
      };
      // The types follow from the schemas and the capability, all checked above.
      const returned = await handler(context as RouteContext<z.output<ParamsSchema>, z.output<QuerySchema>, Needs>);
      return returned instanceof Response ? returned : json(returned ?? null, 200);
    } catch (error) {
      unstable_rethrow(error);
      return answerRefusal(error instanceof RefusedError ? error.refusal : unexpected(name, error));
    }
  };
  definitions.set(route, { name, capability });
  return route;
}

function refusalOf(request: Request, actor: Actor | null, capability: Capability): Refusal | null {
  const reads = request.method === "GET" || request.method === "HEAD";
  if (!reads && !isSameOrigin(request.headers, webEnv().CASCADE_URL)) return refusals.otherSite;
  if (actor === null) return refusals.signedOut;
  return can(actor.role, capability) ? null : refusals.notAllowed;
}

const statusOfCode: Record<string, number> = {
  invalid_input: 400,
  signed_out: 401,
  other_site: 403,
  not_allowed: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  rate_limited: 429,
  unexpected: 500,
};

/** A refusal as an answer: `{ refusal }` with the status its code stands for, 422 for all others. */
export function answerRefusal(refusal: Refusal): Response {
  const known = statusOfCode[refusal.code] ?? (refusal.code.endsWith("_not_found") ? 404 : 422);
  return json({ refusal }, known);
}

function json(body: unknown, status: number): Response {
  return Response.json(body, { status, headers: { "Cache-Control": "no-store" } });
}
