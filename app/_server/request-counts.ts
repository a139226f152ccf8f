import { AsyncLocalStorage } from "node:async_hooks";
import type { RouteGroup } from "@/lib/health/route-group";

/** Upper bounds in seconds. */
export const durationBuckets = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

/** Requests of one kind of address that ended with one class of status. */
export interface RequestCount {
  route: RouteGroup;
  method: string;
  status: string;
  count: number;
  seconds: number;
  /** How many took at most the bound of the same place in `durationBuckets`. */
  within: number[];
}

interface Shared {
  counts: Map<string, RequestCount>;
  current: AsyncLocalStorage<{ requestId: string }>;
}

/** On globalThis: the server's door and the pages that Next bundles have modules of their own. */
const holder = globalThis as { cascadeRequests?: Shared };
holder.cascadeRequests ??= { counts: new Map(), current: new AsyncLocalStorage() };
const { counts, current } = holder.cascadeRequests;

/** Counts a request that has been answered. */
export function countRequest(route: RouteGroup, method: string, statusCode: number, seconds: number): void {
  const about = {
    route,
    method: knownMethods.has(method) ? method : "other",
    status: `${Math.floor(statusCode / 100)}xx`,
  };
  const key = `${about.route} ${about.method} ${about.status}`;
  const entry = counts.get(key) ?? { ...about, count: 0, seconds: 0, within: durationBuckets.map(() => 0) };
  entry.count += 1;
  entry.seconds += seconds;
  durationBuckets.forEach((bound, index) => {
    if (seconds <= bound) entry.within[index] = (entry.within[index] ?? 0) + 1;
  });
  counts.set(key, entry);
}

const knownMethods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** All requests since this process started. */
export function requestCounts(): RequestCount[] {
  return [...counts.values()];
}

/** Runs the work of one request so that its log lines name it. */
export function withRequestId<Value>(requestId: string, work: () => Value): Value {
  return current.run({ requestId }, work);
}

/** The request whose work this is; undefined outside of one. */
export function currentRequestId(): string | undefined {
  return current.getStore()?.requestId;
}
