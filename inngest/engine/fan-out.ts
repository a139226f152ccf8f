import type { Sql, TransactionSql } from "postgres";
import { uuidv7 } from "uuidv7";
import type { Cron, CronTick } from "./cron";
import type { FunctionDefinition } from "./definition";
import { jsonbText } from "./json-text";

const EVENTS_MAX = 500;
const FAN_OUT_LOCK = 4_217_030_012;

interface EventRow {
  seq: string;
  name: string;
  body: unknown;
}

interface NewRun {
  id: string;
  functionId: string;
  event: unknown;
  eventSeq: string;
  keys: string[];
  onceKey: string | undefined;
}

/**
 * Turns waiting events into runs and cancellations, all in one transaction. Instances take turns, so a cancelling event
 * always finds the runs of the events received before it. Returns the number of events handled.
 */
export async function fanOutEvents(sql: Sql, functions: readonly FunctionDefinition[], now: Date): Promise<number> {
  return sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${FAN_OUT_LOCK}::bigint)`;
    const events = await tx<EventRow[]>`
      select seq, name, body from engine.event where processed_at is null order by seq limit ${EVENTS_MAX} for update`;
    if (events.length === 0) return 0;
    await insertRuns(
      tx,
      events.flatMap((event) => runsOf(event, functions)),
      now,
    );
    for (const event of events) {
      for (const definition of functions) await cancelRuns(tx, event, definition, functions, now);
    }
    await tx`update engine.event set processed_at = ${now.toISOString()}
      where seq = any (${events.map((event) => event.seq)}::bigint[])`;
    return events.length;
  });
}

/** Starts the run of one tick, once however many instances and restarts there are. */
export async function startCronRun(sql: Sql, definition: FunctionDefinition, cron: Cron, tick: CronTick, now: Date) {
  const onceKey = `cron:${definition.id}:${cron.text}:${tick.key}`;
  const event = {
    id: onceKey,
    name: "inngest/scheduled.timer",
    data: { cron: cron.text },
    user: {},
    ts: tick.at.getTime(),
  };
  await sql.begin(async (tx) => {
    // A number in the order of events, so that cancelOn knows which came first.
    const [row] = await tx<
      { seq: string }[]
    >`select nextval(pg_get_serial_sequence('engine.event', 'seq'))::text as seq`;
    await insertRuns(tx, [newRun(definition, event, row?.seq ?? "0", onceKey)], now);
  });
}

function runsOf(event: EventRow, functions: readonly FunctionDefinition[]): NewRun[] {
  const scope = { event: event.body };
  return functions
    .filter(({ events }) =>
      events.some(({ name, condition }) => name === event.name && (!condition || condition(scope) === true)),
    )
    .map((definition) => {
      const value = definition.idempotency?.(scope) ?? null;
      const onceKey = value === null ? undefined : `run:${definition.id}:${JSON.stringify(value)}`;
      return newRun(definition, event.body, event.seq, onceKey);
    });
}

function newRun(definition: FunctionDefinition, event: unknown, eventSeq: string, onceKey: string | undefined): NewRun {
  const keys = definition.concurrency.map(({ key }, index) => `${definition.id}|${index}|${key?.({ event }) ?? ""}`);
  return { id: uuidv7(), functionId: definition.id, event, eventSeq, keys, onceKey };
}

async function insertRuns(tx: TransactionSql, wanted: NewRun[], now: Date): Promise<void> {
  const at = now.toISOString();
  const firstOfKey = new Map<string, NewRun>();
  for (const run of wanted) if (run.onceKey && !firstOfKey.has(run.onceKey)) firstOfKey.set(run.onceKey, run);
  const won = new Set<string>();
  if (firstOfKey.size > 0) {
    const keys = [...firstOfKey.keys()].sort();
    const rows = await tx<{ key: string }[]>`
      insert into engine.once (key, expires_at)
      select key, ${at}::timestamptz + interval '24 hours' from unnest(${keys}::text[]) as wanted (key)
      on conflict (key) do update set expires_at = excluded.expires_at where once.expires_at <= ${at}::timestamptz
      returning key`;
    for (const row of rows) won.add(row.key);
  }
  const runs = wanted.filter((run) => !run.onceKey || (won.has(run.onceKey) && firstOfKey.get(run.onceKey) === run));
  if (runs.length === 0) return;
  await tx`
    with wanted as (
      select * from jsonb_to_recordset(${jsonbText(runs)}::text::jsonb)
        as run ("id" uuid, "functionId" text, "event" jsonb, "eventSeq" bigint, "keys" text[])
    ), started as (
      insert into engine.run (id, function_id, event, event_seq, started_at)
      select "id", "functionId", "event", "eventSeq", ${at}::timestamptz from wanted
    )
    insert into engine.job (run_id, function_id, keys, due_at)
    select "id", "functionId", "keys", ${at}::timestamptz from wanted`;
}

async function cancelRuns(
  tx: TransactionSql,
  event: EventRow,
  definition: FunctionDefinition,
  functions: readonly FunctionDefinition[],
  now: Date,
): Promise<void> {
  for (const { eventName, condition, withinMs } of definition.cancels) {
    if (eventName !== event.name) continue;
    const startedSince = new Date(now.getTime() - withinMs);
    const candidates = await tx<{ id: string; event: unknown }[]>`
      select id, event from engine.run where function_id = ${definition.id} and status = 'running'
        and event_seq < ${event.seq}::bigint and started_at >= ${startedSince.toISOString()}`;
    const hit = candidates.filter((run) => !condition || condition({ event: run.event, async: event.body }) === true);
    if (hit.length === 0) continue;
    // The job goes first, as when a run finishes: both lock in the same order. Without its job a run's result is lost.
    const gone = await tx<{ run_id: string }[]>`
      delete from engine.job where run_id = any (${hit.map((run) => run.id)}::uuid[]) returning run_id`;
    const ids = new Set(gone.map((row) => row.run_id));
    await tx`update engine.run set status = 'cancelled', ended_at = ${now.toISOString()}
      where id = any (${[...ids]}::uuid[]) and status = 'running'`;
    const listened = functions.some(({ events }) => events.some(({ name }) => name === "inngest/function.cancelled"));
    if (!listened) continue;
    const tell = hit
      .filter((run) => ids.has(run.id))
      .map((run) => ({
        id: `cancelled:${run.id}`,
        name: "inngest/function.cancelled",
        data: { function_id: definition.id, run_id: run.id, event: run.event },
      }));
    await tx`select engine.enqueue(${jsonbText(tell)}::text::jsonb, ${now.toISOString()}::timestamptz)`;
  }
}
