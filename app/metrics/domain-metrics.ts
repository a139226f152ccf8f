import type { DomainNumbers } from "@/db/queries/metrics";
import type { MetricFamily } from "@/lib/health/exposition";
import { workerSilentSecondsMax } from "@/lib/health/not-ready";

/** What is sent, what waits and how late it is. Labels are channels, states and kinds: never a workspace or a person. */
export function domainMetrics(numbers: DomainNumbers, now: Date): MetricFamily[] {
  const { oldestSeconds, beats } = numbers;
  const silentSeconds = (beatAt: Date) => Math.max(0, (now.getTime() - beatAt.getTime()) / 1000);
  const living = beats.filter(({ beatAt }) => silentSeconds(beatAt) <= workerSilentSecondsMax);
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const [latest] = beats;
  return [
    {
      ...{
        name: "cascade_deliveries_open",
        kind: "gauge",
        help: "Messages made and not settled, by channel and state.",
      },
      samples: numbers.openDeliveries.map(({ channel, state, count }) => ({
        labels: { channel, state },
        value: count,
      })),
    },
    {
      ...{ name: "cascade_messages_total", kind: "counter", help: "What became of messages, by channel." },
      samples: numbers.messages.map(({ channel, metric, count }) => ({
        ...{ labels: { channel, event: metric }, value: count },
      })),
    },
    {
      ...{ name: "cascade_people_waiting", kind: "gauge" },
      help: "People in sending campaigns: pending wait for a message to be made, active for what comes of one.",
      samples: numbers.people.map(({ state, count }) => ({ labels: { state }, value: count })),
    },
    {
      ...{ name: "cascade_receipts_waiting", kind: "gauge", help: "Receipts stored and not applied." },
      samples: [{ value: numbers.receiptsWaiting }],
    },
    ...numbers.tallies.map(
      ({ name, count }): MetricFamily => ({
        ...{ name: `cascade_${name}_total`, kind: "counter", help: "Since the installation began." },
        samples: [{ value: count }],
      }),
    ),
    {
      ...{ name: "cascade_lateness_seconds", kind: "gauge" },
      help: "Age of the oldest due thing that nobody has done: a rung, a receipt, a message to hand over.",
      samples: Object.entries(oldestSeconds).map(([of, value]) => ({ labels: { of }, value })),
    },
    {
      ...{ name: "cascade_provider_answers_total", kind: "counter", help: "How providers answered, by class." },
      samples: numbers.answers.flatMap(({ account, channel, open: _, accountRefused, noAnswer, ...counts }) =>
        Object.entries({ ...counts, account: accountRefused, no_answer: noAnswer }).map(([answer, value]) => ({
          ...{ labels: { provider: account, channel, answer }, value },
        })),
      ),
    },
    {
      ...{ name: "cascade_circuits_open", kind: "gauge", help: "Workspaces that leave a provider's channel alone." },
      samples: numbers.answers.map(({ account, channel, open }) => ({
        ...{ labels: { provider: account, channel }, value: open },
      })),
    },
    {
      ...{ name: "cascade_workers", kind: "gauge", help: "Workers heard of within the last seconds." },
      samples: [{ value: living.length }],
    },
    {
      ...{ name: "cascade_worker_silent_seconds", kind: "gauge", help: "Since the last word of any worker." },
      samples: latest === undefined ? [] : [{ value: silentSeconds(latest.beatAt) }],
    },
    {
      ...{ name: "cascade_worker_resident_memory_bytes", kind: "gauge", help: "Memory of all workers together." },
      samples: [{ value: sum(living.map(({ residentBytes }) => residentBytes)) }],
    },
    {
      ...{ name: "cascade_worker_cpu_seconds", kind: "gauge", help: "CPU time of the present workers together." },
      samples: [{ value: sum(living.map(({ cpuMs }) => cpuMs)) / 1000 }],
    },
    {
      ...{ name: "cascade_worker_eventloop_delay_p99_seconds", kind: "gauge", help: "Of the busiest worker." },
      samples: [{ value: Math.max(0, ...living.map(({ loopDelayP99Ms }) => loopDelayP99Ms)) / 1000 }],
    },
    {
      ...{ name: "cascade_database_bytes", kind: "gauge", help: "Size of the database." },
      samples: [{ value: numbers.databaseBytes }],
    },
  ];
}
