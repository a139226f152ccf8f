import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { type SandboxEnv, sandboxEnv } from "@/app/api/sandbox/env";
import { type ProblemAnswer, problemAnswer } from "@/lib/sandbox/problem";

/** A trace id, as the carrier puts into its errors. */
export function traceId(): string {
  return randomBytes(16).toString("hex");
}

/** An error as the carrier sends it. */
export function answerProblem({ httpStatus, body }: ProblemAnswer): Response {
  return Response.json(body, {
    status: httpStatus,
    headers: { "Content-Type": "application/problem+json", ...(httpStatus === 429 ? { "Retry-After": "1" } : {}) },
  });
}

/** The sandbox's settings when the request carries its keys; otherwise the answer to give. */
export function admit(request: Request): SandboxEnv | Response {
  const env = sandboxEnv();
  if (!env) return new Response("The sandbox is switched off.", { status: 404 });
  const [scheme = "", credentials = ""] = (request.headers.get("authorization") ?? "").split(/\s+/, 2);
  const isKnown =
    scheme.toLowerCase() === "basic"
      ? isSame(Buffer.from(credentials, "base64").toString("utf8"), `${env.apiKey}:${env.apiSecret}`)
      : env.isLax && scheme.toLowerCase() === "bearer" && credentials !== "";
  return isKnown ? env : answerProblem(problemAnswer("credentials", traceId()));
}

function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** The parsed body; undefined when it is not JSON or larger than the carrier reads. */
export async function readJson(request: Request): Promise<unknown> {
  const bytesMax = 300_000;
  if (Number(request.headers.get("content-length") ?? 0) > bytesMax) return undefined;
  const text = await request.text();
  if (text.length > bytesMax) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
