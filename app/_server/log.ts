import pino from "pino";
import { currentRequestId } from "@/app/_server/request-counts";
import { scrubLine } from "@/lib/health/scrub-line";

/**
 * Lines of JSON on stderr. Phone numbers, addresses and message text are never passed to it; the paths below are a
 * second net under the first. Errors of the database driver carry the values of a query, so only name, code and stack
 * are kept, never the message of an unknown error.
 */
export const log = pino(
  {
    base: null,
    hooks: { streamWrite: scrubLine },
    // Every line of one request names it; the same id is in the answer's X-Request-Id.
    mixin: () => {
      const requestId = currentRequestId();
      return requestId === undefined ? {} : { requestId };
    },
    redact: {
      paths: [
        "*.email",
        "*.phone",
        "*.authorization",
        "*.password",
        "*.token",
        "*.text",
        "*.to",
        "*.parameters",
        "*.query",
      ],
      remove: true,
    },
    serializers: { err: describeError },
  },
  pino.destination({ dest: 2, sync: true }),
);

interface ErrorDescription {
  name: string;
  code: string | undefined;
  stack: string | undefined;
  cause: ErrorDescription | undefined;
}

function describeError(error: unknown): ErrorDescription | undefined {
  if (!(error instanceof Error)) return undefined;
  // The first line of a stack repeats the message, which may hold what somebody typed.
  const frames = error.stack?.split("\n").filter((line) => /^\s+at /.test(line));
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return { name: error.name, code, stack: frames?.join("\n"), cause: describeError(error.cause) };
}
