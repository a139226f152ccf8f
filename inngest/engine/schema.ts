import { createHash } from "node:crypto";
import type { Sql } from "postgres";

const SCHEMA_VERSION = 1;
const SCHEMA_LOCK = 4_217_030_010;

interface Installed {
  version: number;
  functions: string;
}

/**
 * Creates or upgrades the engine's own tables and functions (PostgreSQL schema "engine"). Idempotent, one look when all
 * is there, and safe when several processes start at once. A later version adds its own step here; runs in flight keep
 * their rows.
 */
export async function ensureSchema(sql: Sql): Promise<void> {
  const functions = createHash("sha256").update(FUNCTIONS).digest("hex");
  const [{ exists } = { exists: false }] = await sql<{ exists: boolean }[]>`
    select to_regclass('engine.version') is not null as exists`;
  if (exists && isCurrent(await sql<Installed[]>`select version, functions from engine.version`, functions)) return;
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${SCHEMA_LOCK}::bigint)`;
    // Looked up in the catalogue itself: to_regclass() may answer from what this session saw before it had the lock.
    const [{ missing } = { missing: true }] = await tx<{ missing: boolean }[]>`
      select not exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'engine' and c.relname = 'version') as missing`;
    if (missing) {
      await tx.unsafe(TABLES);
      await tx`insert into engine.version (version, functions) values (${SCHEMA_VERSION}, '')`;
    }
    if (isCurrent(await tx<Installed[]>`select version, functions from engine.version`, functions)) return;
    await tx.unsafe(FUNCTIONS);
    await tx`update engine.version set functions = ${functions}`;
  });
}

function isCurrent(rows: readonly Installed[], functions: string): boolean {
  const [installed] = rows;
  if (installed && installed.version > SCHEMA_VERSION) {
    throw new Error(
      `The engine's tables have version ${installed.version}; this program knows ${SCHEMA_VERSION}. Update it.`,
    );
  }
  return installed?.functions === functions;
}

const TABLES = `
create schema engine;
create table engine.version (version integer not null, functions text not null);

-- Whatever may happen only once within a time: an event id, an idempotency key, a tick of a cron.
create table engine.once (key text primary key, expires_at timestamptz not null);
create index once_expires on engine.once (expires_at);

create table engine.event (
  seq bigint generated always as identity primary key,
  name text not null,
  body jsonb not null,
  received_at timestamptz not null,
  processed_at timestamptz
);
create index event_pending on engine.event (seq) where processed_at is null;
create index event_processed on engine.event (processed_at) where processed_at is not null;

create table engine.run (
  id uuid primary key,
  function_id text not null,
  event jsonb not null,
  event_seq bigint not null,
  status text not null default 'running' check (status in ('running', 'completed', 'failed', 'cancelled')),
  output json,
  started_at timestamptz not null,
  ended_at timestamptz
);
create index run_running on engine.run (function_id) where status = 'running';
create index run_ended on engine.run (ended_at) where ended_at is not null;

-- The memo: json and not jsonb, which refuses the character U+0000 that a step may well return.
create table engine.step (
  run_id uuid not null references engine.run (id) on delete cascade,
  id text not null,
  seq bigint generated always as identity,
  result json not null,
  primary key (run_id, id)
);

-- Exactly one row per running run: when its next call is due, and who makes it.
create table engine.job (
  run_id uuid primary key references engine.run (id) on delete cascade,
  function_id text not null,
  keys text[] not null,
  due_at timestamptz not null,
  attempt integer not null default 0,
  stumbles integer not null default 0,
  owner text,
  token uuid,
  lease_until timestamptz
) with (fillfactor = 70);
create index job_due on engine.job (due_at);
create index job_leased on engine.job (lease_until) where lease_until is not null;
`;

const FUNCTIONS = `
-- Takes events in, each id once in 24 hours. Call it in the transaction of the change that the events tell of.
create or replace function engine.enqueue(events jsonb, at timestamptz) returns void language plpgsql as $$
begin
  with given as (
    select distinct on (id) id, body, position
    from (
      select coalesce(item ->> 'id', gen_random_uuid()::text) as id, item as body, position
      from jsonb_array_elements(events) with ordinality as element (item, position)
    ) as named
    order by id, position
  ), fresh as (
    insert into engine.once (key, expires_at)
    select 'event:' || id, at + interval '24 hours' from given order by id
    on conflict (key) do update set expires_at = excluded.expires_at where engine.once.expires_at <= at
    returning key
  )
  insert into engine.event (name, body, received_at)
  select body ->> 'name',
    jsonb_build_object('data', '{}'::jsonb, 'ts', floor(extract(epoch from at) * 1000)) || jsonb_strip_nulls(body - 'data')
      || jsonb_build_object('id', id, 'data', coalesce(body -> 'data', '{}'::jsonb)),
    at
  from given join fresh on fresh.key = 'event:' || given.id
  order by position;
  if found then
    perform pg_notify('engine', '');
  end if;
end $$;

-- Marks events as handled, starts their runs (of one "once" key only the first) and cancels runs, all or nothing.
-- Does nothing when any of the events was handled already. Instances take turns.
create or replace function engine.fan_out(
  seqs bigint[], runs jsonb, cancelled uuid[], tells_cancelled boolean, at timestamptz
) returns void language plpgsql as $$
declare
  ended_events jsonb;
begin
  perform pg_advisory_xact_lock(4217030012);
  if (select count(*) from engine.event where seq = any (seqs) and processed_at is null) < cardinality(seqs) then
    return;
  end if;
  update engine.event set processed_at = at where seq = any (seqs);
  with given as (
    select run.*, element.position
    from jsonb_array_elements(runs) with ordinality as element (item, position),
      jsonb_to_record(item) as run (
        id uuid, function_id text, event jsonb, event_seq bigint, keys text[], once text
      )
  ), wanted as (
    select distinct on (coalesce(once, id::text)) * from given order by coalesce(once, id::text), position
  ), fresh as (
    insert into engine.once (key, expires_at)
    select once, at + interval '24 hours' from wanted where once is not null order by once
    on conflict (key) do update set expires_at = excluded.expires_at where engine.once.expires_at <= at
    returning key
  ), started as (
    select * from wanted where once is null or once in (select key from fresh)
  ), running as (
    insert into engine.run (id, function_id, event, event_seq, started_at)
    -- A cron's run takes a number of its own, so that cancelOn knows which came first.
    select id, function_id, event, coalesce(event_seq, nextval(pg_get_serial_sequence('engine.event', 'seq'))), at
    from started
  )
  insert into engine.job (run_id, function_id, keys, due_at) select id, function_id, keys, at from started;
  if cardinality(cancelled) = 0 then
    return;
  end if;
  -- The job goes first, as when a run finishes: both lock in the same order. Without it a running call is discarded.
  with gone as (
    delete from engine.job where run_id = any (cancelled) returning run_id
  ), ended as (
    update engine.run set status = 'cancelled', ended_at = at from gone
    where run.id = gone.run_id and status = 'running' returning run.id, run.function_id, run.event
  )
  select jsonb_agg(jsonb_build_object(
    'id', 'inngest/function.cancelled:' || id,
    'name', 'inngest/function.cancelled',
    'data', jsonb_build_object('function_id', function_id, 'run_id', id, 'event', event)
  )) into ended_events from ended;
  if tells_cancelled and ended_events is not null then
    perform engine.enqueue(ended_events, at);
  end if;
end $$;

-- Leases up to "slots" due jobs and loads all that their next call needs. "functions" is {id: [limit of each key]}.
-- Claims take turns (advisory lock), so the count of running calls per key is exact across instances.
create or replace function engine.claim(
  functions jsonb, slots integer, claimer text, claim_token uuid, at timestamptz, until timestamptz
) returns table (run_id uuid, function_id text, event jsonb, attempt integer, stumbles integer, steps json)
language plpgsql as $$
#variable_conflict use_column
declare
  candidate record;
  position integer;
  is_free boolean;
  full_keys text[] := '{}';
  taken uuid[] := '{}';
begin
  -- A claim that a crash of the database forgets does no harm, so it need not wait for the disk.
  perform set_config('synchronous_commit', 'off', true), pg_advisory_xact_lock(4217030011);
  for candidate in
    select j.run_id, j.function_id, j.keys from engine.job j
    where j.due_at <= at and (j.lease_until is null or j.lease_until <= at) and functions ? j.function_id
    order by j.due_at, j.run_id
  loop
    exit when cardinality(taken) >= slots;
    continue when candidate.keys && full_keys;
    is_free := true;
    for position in 1 .. cardinality(candidate.keys) loop
      if (select count(*) from engine.job j where j.lease_until > at and candidate.keys[position] = any (j.keys))
        >= (functions -> candidate.function_id ->> (position - 1))::integer
      then
        full_keys := full_keys || candidate.keys[position];
        is_free := false;
      end if;
    end loop;
    continue when not is_free;
    update engine.job j set owner = claimer, token = claim_token, lease_until = until where j.run_id = (
      select l.run_id from engine.job l
      where l.run_id = candidate.run_id and (l.lease_until is null or l.lease_until <= at)
      for update skip locked
    );
    if found then
      taken := taken || candidate.run_id;
    end if;
  end loop;
  return query
    select r.id, r.function_id, r.event, j.attempt, j.stumbles, (
      select coalesce(json_agg(json_build_object('id', s.id, 'result', s.result) order by s.seq), '[]'::json)
      from engine.step s where s.run_id = r.id
    )
    from engine.job j join engine.run r on r.id = j.run_id
    where j.run_id = any (taken) order by j.due_at;
end $$;
`;
