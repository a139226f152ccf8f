import { defineRoute } from "@/app/_server/route";
import { timeBoxed } from "@/app/_server/time-boxed";
import { readReadiness } from "@/app/readyz/read-readiness";
import { notReady } from "@/lib/health/not-ready";

/** Strangers may ask as often as they like. */
const restMs = 2_000;

/** 200 when this installation can do all its work; 503 with a sentence for each thing that is missing. */
export const GET = defineRoute({
  name: "readyz",
  capability: "public",
  handler: async ({ db, sql, now }) => {
    const missing = notReady(await timeBoxed("readyz", restMs, () => readReadiness(db, sql, now)));
    return Response.json(
      { ready: missing.length === 0, missing },
      { status: missing.length === 0 ? 200 : 503, headers: { "Cache-Control": "no-store" } },
    );
  },
});
