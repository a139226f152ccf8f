import type { Sql } from "postgres";
import { uuidv7 } from "uuidv7";
import { arrayText } from "./array-text";
import type { Cron, CronTick } from "./cron";
import type { FunctionDefinition } from "./definition";
import { jsonbText } from "./json-text";

const EVENTS_MAX = 500;
const CANCELLED = "inngest/function.cancelled";

interface WaitingEvent {
  seq: string;
  name: string;
  body: unknown;
}

/** The members are the columns of the statement that starts the runs. */
interface NewRun {
  id: string;
  function_id: string;
  event: unknown;
  event_seq: string | null;
  keys: string[];
  once: string | null;
}

/**
 * Turns waiting events into runs and cancellations; returns the number of events looked at. What is to happen is decided
 * here and then done by one statement, which does nothing if another instance was faster: then we look again. The runs
 * are read after the events, so a cancelling event finds the run of every event before it.
 */
export async function fanOutEvents(sql: Sql, functions: readonly FunctionDefinition[], now: Date): Promise<number> {
  const events = await sql<WaitingEvent[]>`
    select seq::text, name, body from engine.event where processed_at is null order by seq limit ${EVENTS_MAX}`;
  if (events.length === 0) return 0;
  const started: NewRun[] = [];
  const cancelled: string[] = [];
  for (const event of events) {
    cancelled.push(...(await runsCancelledBy(sql, event, started, functions, now)));
    started.push(...runsStartedBy(event, functions));
  }
  const seqs = arrayText(events.map((event) => event.seq));
  const tellsCancelled = functions.some((definition) => definition.events.some(({ name }) => name === CANCELLED));
  await sql`select engine.fan_out(${seqs}::text::bigint[], ${jsonbText(started)}::text::jsonb, 
    ${arrayText(cancelled)}::text::uuid[],
    ${tellsCancelled}::boolean, ${now.toISOString()}::timestamptz)`;
  return events.length;
}

/** Starts the run of one tick, once however many instances and restarts there are. */
export async function startCronRun(sql: Sql, definition: FunctionDefinition, cron: Cron, tick: CronTick, now: Date) {
  const once = `cron:${definition.id}:${cron.text}:${tick.key}`;
  const event = { id: once, name: "inngest/scheduled.timer", data: { cron: cron.text }, ts: tick.at.getTime() };
  await sql`select engine.fan_out('{}', ${jsonbText([newRun(definition, event, null, once)])}::text::jsonb, '{}',
    false, ${now.toISOString()}::timestamptz)`;
}

function runsStartedBy(event: WaitingEvent, functions: readonly FunctionDefinition[]): NewRun[] {
  const scope = { event: event.body };
  return functions
    .filter(({ events }) =>
      events.some(({ name, condition }) => name === event.name && (!condition || condition(scope) === true)),
    )
    .map((definition) => {
      const value = definition.idempotency?.(scope) ?? null;
      const once = value === null ? null : `run:${definition.id}:${JSON.stringify(value)}`;
      return newRun(definition, event.body, event.seq, once);
    });
}

function newRun(definition: FunctionDefinition, event: unknown, seq: string | null, once: string | null): NewRun {
  const keys = definition.concurrency.map(({ key }, index) => `${definition.id}|${index}|${key?.({ event }) ?? ""}`);
  return { id: uuidv7(), function_id: definition.id, event, event_seq: seq, keys, once };
}

async function runsCancelledBy(
  sql: Sql,
  event: WaitingEvent,
  started: readonly NewRun[],
  functions: readonly FunctionDefinition[],
  now: Date,
): Promise<string[]> {
  const hit: string[] = [];
  for (const { id, cancels } of functions) {
    for (const { eventName, condition, withinMs } of cancels) {
      if (eventName !== event.name) continue;
      const since = new Date(now.getTime() - withinMs).toISOString();
      const running = await sql<{ id: string; event: unknown }[]>`
        select id, event from engine.run where function_id = ${id} and status = 'running'
          and event_seq < ${event.seq}::bigint and started_at >= ${since}`;
      for (const run of [...running, ...started.filter((candidate) => candidate.function_id === id)]) {
        if (!condition || condition({ event: run.event, async: event.body }) === true) hit.push(run.id);
      }
    }
  }
  return hit;
}
