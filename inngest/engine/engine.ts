import { randomUUID } from "node:crypto";
import type { Sql } from "postgres";
import { Caller, type Handler } from "./caller";
import { isPassing } from "./connection-errors";
import { latestTick } from "./cron";
import { type FunctionDefinition, parseRegistration } from "./definition";
import { fanOutEvents, startCronRun } from "./fan-out";
import { drive, failRun, nameOf, type RunnerOptions } from "./runner";
import { ensureSchema } from "./schema";
import { type Job, Store } from "./store";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** A tick missed by less than this (a restart, a deploy) is made up for once; older ones are not. */
const CRON_REACH_MS = 5 * MINUTE_MS;
const ORPHAN_PATIENCE_MS = 10 * MINUTE_MS;
const PURGE_ROWS_MAX = 1_000;

export interface EngineOptions {
  sql: Sql;
  /** What `serve` of `inngest/edge` returned, for a client in cloud mode with `signingKey`. */
  handler: Handler;
  signingKey: string;
  now?: () => Date;
  random?: () => number;
  /** Calls made at the same time by this instance. */
  slots?: number;
  leaseMs?: number;
  pollMs?: number;
  retentionDays?: number;
  /** A name that no other living instance has: what an earlier process of this name held is free again at once. */
  owner?: string;
  report?: RunnerOptions["report"];
}

/**
 * Runs Inngest functions in this process. `start` drives itself by notifications and timers; without it, `tick` does all
 * that is due at `now()` and returns, which is how tests let a day pass in milliseconds.
 */
export class Engine {
  private readonly store: Store;
  private readonly caller: Caller;
  private readonly now: () => Date;
  private readonly slots: number;
  private readonly leaseMs: number;
  private readonly owner: string;
  private readonly report: RunnerOptions["report"];
  private functions = new Map<string, FunctionDefinition>();
  private limits: Record<string, number[]> = {};
  private runner: RunnerOptions | undefined;
  private readonly running = new Map<Promise<void>, { runId: string; token: string }>();
  private readonly seenMinutes = new Map<string, number>();
  private readonly firedTicks = new Map<string, string>();
  private nextDueAt: Date | undefined;
  private purgedAt = Number.NEGATIVE_INFINITY;
  private state: "idle" | "started" | "stopped" = "idle";
  private passing: Promise<void> | undefined;
  private wokenAgain = false;
  private timer: NodeJS.Timeout | undefined;
  private heartbeat: NodeJS.Timeout | undefined;
  private listening: { unlisten: () => Promise<void> } | undefined;

  constructor(private readonly options: EngineOptions) {
    this.store = new Store(options.sql);
    this.caller = new Caller(options.handler, options.signingKey);
    this.now = options.now ?? (() => new Date());
    this.slots = options.slots ?? 16;
    this.leaseMs = options.leaseMs ?? 20_000;
    this.owner = options.owner ?? randomUUID();
    this.report = options.report ?? (() => undefined);
  }

  /** Makes the tables, reads the functions' configuration and refuses what is not supported. */
  async prepare(): Promise<void> {
    await ensureSchema(this.options.sql);
    const definitions = parseRegistration(await this.caller.functions());
    this.functions = new Map(definitions.map((definition) => [definition.id, definition]));
    this.limits = Object.fromEntries(definitions.map(({ id, concurrency }) => [id, concurrency.map((c) => c.limit)]));
    this.runner = {
      store: this.store,
      caller: this.caller,
      now: this.now,
      random: this.options.random ?? Math.random,
      leaseMs: this.leaseMs,
      listenedEvents: new Set(definitions.flatMap(({ events }) => events.map(({ name }) => name))),
      mayGoOn: () => this.state !== "stopped" && this.running.size < this.slots,
      report: this.report,
    };
    await this.store.takeOver(this.owner);
  }

  /** Prepares, listens for events and keeps going until `stop`. */
  async start(): Promise<void> {
    await this.prepare();
    this.state = "started";
    this.listening = await this.options.sql.listen(
      "engine",
      () => this.wake(),
      () => this.wake(),
    );
    this.heartbeat = setInterval(() => this.renewLeases(), this.leaseMs / 4);
    this.wake();
  }

  /** Claims nothing more and gives running calls `graceMs` to end; what is cut off is taken up again by its lease. */
  async stop(graceMs = 10_000): Promise<void> {
    this.state = "stopped";
    clearTimeout(this.timer);
    let deadline: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      deadline = setTimeout(resolve, graceMs);
    });
    await Promise.race([Promise.all([this.passing, ...this.running.keys()]), patience]);
    clearTimeout(deadline);
    clearInterval(this.heartbeat);
    await this.listening?.unlisten();
  }

  /** Does everything that is due at `now()`, to the end. */
  async tick(): Promise<void> {
    for (;;) {
      const done = await this.pass();
      await Promise.all(this.running.keys());
      if (done === 0) return;
    }
  }

  /** Looks for work soon; calls while a look is under way make it look once more. */
  private wake(): void {
    if (this.state !== "started") return;
    this.wokenAgain = true;
    this.passing ??= this.passUntilIdle().finally(() => {
      this.passing = undefined;
      if (this.wokenAgain) this.wake();
      else this.setTimer();
    });
  }

  private async passUntilIdle(): Promise<void> {
    while (this.wokenAgain && this.state === "started") {
      this.wokenAgain = false;
      try {
        if ((await this.pass()) > 0) this.wokenAgain = true;
      } catch (error) {
        // The poll tries again; a database that restarts is no reason to die.
        this.report("looking for work failed", { error: nameOf(error) });
      }
    }
  }

  private setTimer(): void {
    if (this.state !== "started") return;
    clearTimeout(this.timer);
    const pollMs = this.options.pollMs ?? 1_000;
    const untilDueMs = (this.nextDueAt?.getTime() ?? Number.POSITIVE_INFINITY) - this.now().getTime();
    // What is due but not claimed waits for a slot or a limit: the end of a call wakes us.
    const waitMs = untilDueMs > 0 ? Math.min(pollMs, untilDueMs) : pollMs;
    this.timer = setTimeout(() => this.wake(), Math.ceil(waitMs));
  }

  /** One look: cron ticks, waiting events, due jobs. Returns how many of them it set going. */
  private async pass(): Promise<number> {
    const now = this.now();
    let done = await this.fireCrons(now);
    const seen = await this.store.peek(now);
    this.nextDueAt = seen.nextDueAt;
    // An event taken now would be lost on functions that only whoever comes after us serves.
    if (this.isStopped()) return done;
    if (seen.eventsWait) done += await fanOutEvents(this.options.sql, [...this.functions.values()], now);
    const isDue = seen.nextDueAt !== undefined && seen.nextDueAt <= now;
    if (this.isStopped()) return done;
    if (isDue || done > 0) done += await this.claimJobs(now);
    await this.maintain(now);
    return done;
  }

  /** Asked anew after each wait: a look may outlast the patience of `stop`. */
  private isStopped(): boolean {
    return this.state === "stopped";
  }

  private async claimJobs(now: Date): Promise<number> {
    const slots = this.slots - this.running.size;
    if (slots <= 0 || !this.runner) return 0;
    const token = randomUUID();
    const leaseUntil = new Date(now.getTime() + this.leaseMs);
    const jobs = await this.store.claim({ functions: this.limits, slots, owner: this.owner, token, now, leaseUntil });
    for (const job of jobs) {
      const definition = this.functions.get(job.functionId);
      if (!definition) continue;
      const run = drive(this.runner, job, token, definition);
      const tracked = run
        .catch((error: unknown) => this.giveUp(job, token, error))
        .then(() => {
          this.running.delete(tracked);
          this.wake();
        });
      this.running.set(tracked, { runId: job.runId, token });
    }
    return jobs.length;
  }

  /** A result that could not be recorded: a database that is away leaves it to the lease, anything else fails the run. */
  private async giveUp(job: Job, token: string, cause: unknown): Promise<void> {
    this.report("a result could not be recorded", { runId: job.runId, error: nameOf(cause) });
    if (!this.runner || isPassing(cause)) return;
    const error = { name: "UnrecordableResult", message: "The result of a call could not be recorded" };
    await failRun(this.runner, { runId: job.runId, token }, job, error).catch((again: unknown) =>
      this.report("a run could not be failed", { runId: job.runId, error: nameOf(again) }),
    );
  }

  private async fireCrons(now: Date): Promise<number> {
    let fired = 0;
    for (const definition of this.functions.values()) {
      for (const cron of definition.crons) {
        const schedule = `${definition.id} ${cron.text}`;
        const minute = Math.floor(now.getTime() / MINUTE_MS);
        if (this.seenMinutes.get(schedule) === minute) continue;
        const tick = latestTick(cron, now, CRON_REACH_MS);
        if (tick && this.firedTicks.get(schedule) !== tick.key) {
          await startCronRun(this.options.sql, definition, cron, tick, now);
          this.firedTicks.set(schedule, tick.key);
          fired++;
        }
        this.seenMinutes.set(schedule, minute);
      }
    }
    return fired;
  }

  private renewLeases(): void {
    const leases = [...this.running.values()];
    if (leases.length === 0) return;
    const leaseUntil = new Date(this.now().getTime() + this.leaseMs);
    this.store.renew(leases, leaseUntil).catch((error: unknown) => {
      this.report("leases could not be renewed", { error: nameOf(error) });
    });
  }

  /** Once a minute: orphaned runs fail, old rows go. */
  private async maintain(now: Date): Promise<void> {
    if (now.getTime() < this.purgedAt + MINUTE_MS || !this.runner) return;
    this.purgedAt = now.getTime();
    const keepSince = new Date(now.getTime() - (this.options.retentionDays ?? 7) * DAY_MS);
    if (await this.store.purge(now, keepSince, PURGE_ROWS_MAX)) this.purgedAt = Number.NEGATIVE_INFINITY;
    const orphans = await this.store.claimOrphans(
      [...this.functions.keys()],
      randomUUID(),
      new Date(now.getTime() - ORPHAN_PATIENCE_MS),
      new Date(now.getTime() + this.leaseMs),
    );
    for (const orphan of orphans) {
      const error = { name: "UnknownFunction", message: "The function of this run is not served any more" };
      this.report("a run's function is gone", { runId: orphan.runId });
      await failRun(this.runner, orphan, undefined, error);
    }
  }
}
