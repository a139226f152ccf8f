import type { IncomingMessage, ServerResponse } from "node:http";
import { nanoid } from "nanoid";
import { log } from "@/app/_server/log";
import { nearHeader } from "@/app/_server/near";
import { countRequest, withRequestId } from "@/app/_server/request-counts";
import { routeGroup } from "@/lib/health/route-group";

const slowSeconds = 2;
const idPattern = /^[\w-]{8,64}$/;
const loopback = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;

/**
 * Stands at the server's door: gives each request an id, counts it, and logs the slow and the failed ones by kind, never
 * by address. Says in a header that nobody can forge whether the request was made on this machine itself.
 */
export function watchRequest(request: IncomingMessage, response: ServerResponse, handle: () => void): void {
  const given = request.headers["x-request-id"];
  const requestId = typeof given === "string" && idPattern.test(given) ? given : nanoid(16);
  request.headers["x-request-id"] = requestId;
  delete request.headers[nearHeader];
  if (isNear(request)) request.headers[nearHeader] = "1";
  response.setHeader("X-Request-Id", requestId);
  const startedMs = performance.now();
  const { method = "", url = "" } = request;
  response.once("close", () => {
    const seconds = (performance.now() - startedMs) / 1000;
    const route = routeGroup(url);
    countRequest(route, method, response.statusCode, seconds);
    if (response.statusCode < 500 && seconds < slowSeconds) return;
    const line = { requestId, route, method, status: response.statusCode, ms: Math.round(seconds * 1000) };
    if (response.statusCode >= 500) log.error(line, "a request failed");
    else log.warn(line, "a request was slow");
  });
  withRequestId(requestId, handle);
}

/** From this machine, and not through a proxy that stands on it. */
function isNear({ socket, headers }: IncomingMessage): boolean {
  const isForwarded = ["x-forwarded-for", "x-forwarded-host", "forwarded", "via", "x-real-ip"].some(
    (name) => headers[name] !== undefined,
  );
  return !isForwarded && loopback.test(socket.remoteAddress ?? "");
}
