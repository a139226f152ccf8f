import { monitorEventLoopDelay } from "node:perf_hooks";
import { durationBuckets, type RequestCount, requestCounts } from "@/app/_server/request-counts";
import type { MetricFamily, MetricSample } from "@/lib/health/exposition";

const delay = monitorEventLoopDelay({ resolution: 20 });
delay.enable();

/** How this web server itself feels and what it has answered. */
export function processMetrics(): MetricFamily[] {
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const p99Seconds = Number.isFinite(delay.percentile(99)) ? delay.percentile(99) / 1e9 : 0;
  delay.reset();
  const counts = requestCounts();
  const single = (value: number): MetricSample[] => [{ value }];
  return [
    {
      ...{ name: "process_resident_memory_bytes", kind: "gauge", help: "Memory of this web server." },
      samples: single(rss),
    },
    { name: "nodejs_heap_used_bytes", kind: "gauge", help: "Heap of this web server.", samples: single(heapUsed) },
    {
      ...{ name: "process_cpu_seconds_total", kind: "counter", help: "CPU time of this web server." },
      samples: single((user + system) / 1e6),
    },
    {
      ...{ name: "process_uptime_seconds", kind: "gauge", help: "Since this web server started." },
      samples: single(Math.round(process.uptime())),
    },
    {
      ...{ name: "nodejs_eventloop_delay_p99_seconds", kind: "gauge" },
      help: "How late timers were since the last look, at the 99th percentile.",
      samples: single(p99Seconds),
    },
    {
      ...{ name: "cascade_http_requests_total", kind: "counter", help: "Requests answered, by kind of address." },
      samples: counts.map(({ route, method, status, count }) => ({ labels: { route, method, status }, value: count })),
    },
    {
      ...{ name: "cascade_http_request_duration_seconds", kind: "histogram", help: "How long answers took." },
      samples: byRoute(counts).flatMap(histogram),
    },
  ];
}

type Durations = Pick<RequestCount, "route" | "count" | "seconds" | "within">;

function byRoute(counts: readonly RequestCount[]): Durations[] {
  const routes = new Map<string, Durations>();
  for (const { route, count, seconds, within } of counts) {
    const known = routes.get(route);
    if (known === undefined) routes.set(route, { route, count, seconds, within: [...within] });
    else {
      known.count += count;
      known.seconds += seconds;
      known.within = known.within.map((sum, index) => sum + (within[index] ?? 0));
    }
  }
  return [...routes.values()];
}

function histogram({ route, count, seconds, within }: Durations): MetricSample[] {
  return [
    ...durationBuckets.map((bound, index) => ({
      ...{ suffix: "_bucket", labels: { route, le: String(bound) }, value: within[index] ?? 0 },
    })),
    { suffix: "_bucket", labels: { route, le: "+Inf" }, value: count },
    { suffix: "_sum", labels: { route }, value: seconds },
    { suffix: "_count", labels: { route }, value: count },
  ];
}
