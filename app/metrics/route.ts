import { defineRoute } from "@/app/_server/route";
import { timeBoxed } from "@/app/_server/time-boxed";
import { domainMetrics } from "@/app/metrics/domain-metrics";
import { metricsEnv } from "@/app/metrics/env";
import { mayRead } from "@/app/metrics/may-read";
import { processMetrics } from "@/app/metrics/process-metrics";
import { readDomainNumbers } from "@/db/queries/metrics";
import { exposition } from "@/lib/health/exposition";

const restMs = 5_000;

/** Numbers of this installation for Prometheus: of all workspaces together, and of no person. */
export const GET = defineRoute({
  name: "metrics",
  capability: "signed",
  handler: async ({ request, db, now }) => {
    if (!mayRead(request.headers, metricsEnv())) {
      return new Response("Set METRICS_TOKEN and send it as a bearer token.\n", {
        status: 401,
        headers: { "WWW-Authenticate": "Bearer", "Cache-Control": "no-store" },
      });
    }
    const numbers = await timeBoxed("metrics", restMs, () => readDomainNumbers(db, now));
    return new Response(exposition([...processMetrics(), ...domainMetrics(numbers, now)]), {
      headers: { "Content-Type": "text/plain; version=0.0.4; charset=utf-8", "Cache-Control": "no-store" },
    });
  },
});
