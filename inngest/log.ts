import pino from "pino";
import { scrubLine } from "@/lib/health/scrub-line";

/**
 * The background work's log. Of an error it keeps the kind and the place: a message may quote what a step worked on, and
 * phone numbers and texts have no business in logs. The whole error stays with the run, in the engine's tables.
 */
export const log = pino({
  name: "worker",
  hooks: { streamWrite: scrubLine },
  redact: {
    paths: ["*.phone", "*.to", "*.text", "*.token", "*.authorization", "*.address", "*.query", "*.parameters"],
    remove: true,
  },
  serializers: {
    err: (error: unknown) =>
      error instanceof Error
        ? {
            type: error.name,
            at: (error.stack ?? "")
              .split("\n")
              .filter((line) => /^\s+at /.test(line))
              .slice(0, 6),
          }
        : { type: typeof error },
  },
});
