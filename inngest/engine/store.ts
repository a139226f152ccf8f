import type { Sql } from "postgres";
import { arrayText } from "./array-text";
import { jsonbText } from "./json-text";

/** A running run whose next call this instance has leased. */
export interface Job {
  runId: string;
  functionId: string;
  event: unknown;
  attempt: number;
  /** Calls in a row that did not reach the functions at all. */
  stumbles: number;
  steps: { id: string; result: unknown }[];
}

export interface ClaimOptions {
  /** Function id -> the limit of each of its concurrency keys. */
  functions: Record<string, number[]>;
  slots: number;
  owner: string;
  token: string;
  now: Date;
  leaseUntil: Date;
}

export interface Lease {
  runId: string;
  token: string;
}

/**
 * Every statement about runs and jobs. No transactions of several statements: one round trip is cheap, and postgres.js
 * may lose a connection for good when the server goes away inside `begin`. Each method is one statement, hence atomic, and each that ends or moves a job on
 * does so only for the holder of the lease: after a crash, or when a run was cancelled meanwhile, it changes nothing.
 */
export class Store {
  constructor(readonly sql: Sql) {}

  /** Whether events wait, and when the next job that nobody holds is due. */
  async peek(now: Date): Promise<{ eventsWait: boolean; nextDueAt: Date | undefined }> {
    const [row] = await this.sql<{ events_wait: boolean; next_due: number | null }[]>`
      select exists (select from engine.event where processed_at is null) as events_wait,
        (select extract(epoch from min(due_at))::float8 * 1000 from engine.job
          where lease_until is null or lease_until <= ${now.toISOString()}) as next_due`;
    const nextDue = row?.next_due ?? null;
    return { eventsWait: row?.events_wait === true, nextDueAt: nextDue === null ? undefined : new Date(nextDue) };
  }

  async claim(options: ClaimOptions): Promise<Job[]> {
    const rows = await this.sql<
      {
        run_id: string;
        function_id: string;
        event: unknown;
        attempt: number;
        stumbles: number;
        steps: Job["steps"];
      }[]
    >`select * from engine.claim(${JSON.stringify(options.functions)}::text::jsonb, ${options.slots}::integer,
        ${options.owner}::text, ${options.token}::uuid, ${options.now.toISOString()}::timestamptz,
        ${options.leaseUntil.toISOString()}::timestamptz)`;
    return rows.map(({ run_id: runId, function_id: functionId, event, attempt, stumbles, steps }) => {
      return { runId, functionId, event, attempt, stumbles, steps };
    });
  }

  /**
   * Remembers a step's result (the first one wins) and makes the run due again, in one statement. With `leaseUntil` the
   * lease is kept for the next call. False when the lease was lost or the run cancelled: the result is discarded.
   */
  async saveStep(lease: Lease, step: { id: string; result: unknown }, dueAt: Date, leaseUntil?: Date) {
    const until = leaseUntil?.toISOString() ?? null;
    const rows = await this.sql`
      with held as (
        update engine.job set attempt = 0, stumbles = 0, due_at = ${dueAt.toISOString()},
          lease_until = ${until}::timestamptz, token = case when ${until !== null} then token end
        where run_id = ${lease.runId} and token = ${lease.token} returning run_id
      ), saved as (
        insert into engine.step (run_id, id, result)
        select run_id, ${step.id}, ${JSON.stringify(step.result)}::text::json from held
        on conflict (run_id, id) do nothing
      )
      select run_id from held`;
    return rows.length > 0;
  }

  /** Puts the call off: the attempt is used up, or (a stumble) it is not. */
  async postpone(lease: Lease, dueAt: Date, cost: { attempt: number; stumbles: number }): Promise<void> {
    await this.sql`
      update engine.job set due_at = ${dueAt.toISOString()}, attempt = ${cost.attempt}, stumbles = ${cost.stumbles},
        lease_until = null, token = null
      where run_id = ${lease.runId} and token = ${lease.token}`;
  }

  /** The terminal state, once; `events` tell of it and are sent by the same statement. A completed run forgets its memo. */
  async finish(lease: Lease, status: "completed" | "failed", output: unknown, events: unknown[], now: Date) {
    const at = now.toISOString();
    await this.sql`
      with held as (
        delete from engine.job where run_id = ${lease.runId} and token = ${lease.token} returning run_id
      ), ended as (
        update engine.run set status = ${status}, output = ${JSON.stringify(output ?? null)}::text::json, ended_at = ${at}
        from held where run.id = held.run_id and run.status = 'running' returning run.id
      ), forgotten as (
        delete from engine.step using ended where step.run_id = ended.id and ${status === "completed"}
      )
      select id, case when ${events.length > 0} then
        engine.enqueue(${jsonbText(events)}::text::jsonb, ${at}::timestamptz)::text end from ended`;
  }

  /** Keeps the leases of calls that take long. */
  async renew(leases: Lease[], leaseUntil: Date): Promise<void> {
    const ids = arrayText(leases.map((lease) => lease.runId));
    const tokens = arrayText(leases.map((lease) => lease.token));
    await this.sql`
      update engine.job set lease_until = ${leaseUntil.toISOString()}
      from unnest(${ids}::text::uuid[], ${tokens}::text::uuid[]) as held (id, held_token)
      where run_id = id and token = held_token`;
  }

  /** Frees what an earlier process of the same name held when it died. */
  async takeOver(owner: string): Promise<void> {
    await this.sql`update engine.job set lease_until = null, token = null where owner = ${owner} and token is not null`;
  }

  /** Runs whose function no instance has known for a while: they fail visibly instead of waiting for ever. */
  async claimOrphans(functionIds: string[], token: string, dueBefore: Date, leaseUntil: Date): Promise<Lease[]> {
    const rows = await this.sql<{ run_id: string }[]>`
      update engine.job set token = ${token}::uuid, lease_until = ${leaseUntil.toISOString()}
      where due_at < ${dueBefore.toISOString()} and (lease_until is null or lease_until < ${dueBefore.toISOString()})
        and not ${JSON.stringify(functionIds)}::text::jsonb ? function_id
      returning run_id`;
    return rows.map((row) => ({ runId: row.run_id, token }));
  }

  /** Deletes what is older than the retention time, a bounded number of rows at once; true when there is more. */
  async purge(now: Date, keepSince: Date, rowsMax: number): Promise<boolean> {
    const [at, since] = [now.toISOString(), keepSince.toISOString()];
    const keys = await this.sql`delete from engine.once where key in (
      select key from engine.once where expires_at <= ${at} limit ${rowsMax} for update skip locked)`;
    const events = await this.sql`delete from engine.event where seq in (
      select seq from engine.event where processed_at < ${since} limit ${rowsMax} for update skip locked)`;
    const runs = await this.sql`delete from engine.run where id in (
      select id from engine.run where ended_at < ${since} limit ${rowsMax} for update skip locked)`;
    return Math.max(keys.count, events.count, runs.count) >= rowsMax;
  }
}
