import type { InngestEnv } from "@/inngest/env";

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[?::1\]?|::ffff:127\.0\.0\.1)(:\d+)?$/;

/**
 * Why a request to /api/inngest is turned away, if it is. Past this point the SDK checks the signature, except in dev
 * mode, where it checks nothing: then only this machine's own dev server may call, and no page in a browser.
 */
export function refuseServe(request: Request, env: Pick<InngestEnv, "mode" | "isLoopbackOnly">): Response | undefined {
  if (env.mode === "local") return refusal(404, "Functions run on the local engine; nothing is served here.");
  if (env.mode === "remote") {
    return request.headers.has("x-inngest-signature") ? undefined : refusal(401, "Only signed requests are answered.");
  }
  const { headers } = request;
  const addresses = [headers.get("host") ?? "", headers.get("x-forwarded-host"), ...listed(headers, "x-forwarded-for")];
  const isNear = addresses.every((address) => address === null || LOOPBACK.test(address.trim()));
  const fromPage = headers.has("origin") || (headers.get("sec-fetch-site") ?? "none") !== "none";
  if (env.isLoopbackOnly && isNear && !fromPage) return undefined;
  return refusal(403, "In dev mode only this machine's Inngest dev server may call.");
}

function listed(headers: Headers, name: string): string[] {
  return headers.get(name)?.split(",") ?? [];
}

function refusal(status: number, message: string): Response {
  return Response.json({ message }, { status });
}
