import { Inngest, type InngestFunction } from "inngest";
import { serve } from "inngest/edge";
import type { Sql } from "postgres";
import { Caller } from "./caller";
import { Engine, type EngineOptions } from "./engine";
import { engineFetch, LOCAL_ORIGIN } from "./intake";

const SIGNING_KEY = "signkey-test-5a1e5a1e5a1e5a1e";
const silent = () => undefined;
const SILENT_LOGGER = { info: silent, warn: silent, error: silent, debug: silent };

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** A caller for functions alone, without a database. */
export function callerOf(functions: (client: Inngest.Any) => InngestFunction.Any[], signingKey = SIGNING_KEY): Caller {
  const client = clientWith(() => Promise.reject(new Error("no events here")));
  return new Caller(serve({ client, functions: functions(client), enableUnauthedSync: false }), signingKey);
}

/** A clock that only the test moves, a client whose events land in the database, and engines on it. */
export class World {
  private time: Date | undefined = new Date("2026-03-02T10:00:30Z");
  readonly client: Inngest.Any;
  readonly problems: string[] = [];

  constructor(readonly sql: Sql) {
    this.client = clientWith(
      engineFetch(
        () => this.sql,
        () => this.now,
      ),
    );
  }

  get now(): Date {
    return this.time ?? new Date();
  }

  set now(time: Date) {
    this.time = time;
  }

  /** From here on the real time, for engines that drive themselves. */
  followRealTime(): void {
    this.time = undefined;
  }

  /** An engine that is ready to `tick`. */
  async engine(functions: InngestFunction.Any[], options: Partial<EngineOptions> = {}): Promise<Engine> {
    const engine = this.unprepared(functions, options);
    await engine.prepare();
    return engine;
  }

  unprepared(functions: InngestFunction.Any[], options: Partial<EngineOptions> = {}): Engine {
    return new Engine({
      sql: this.sql,
      handler: serve({ client: this.client, functions, enableUnauthedSync: false }),
      signingKey: SIGNING_KEY,
      now: () => this.now,
      random: () => 0,
      report: (problem) => this.problems.push(problem),
      ...options,
    });
  }

  pass(milliseconds: number): void {
    this.now = new Date(this.now.getTime() + milliseconds);
  }

  async send(name: string, data: Record<string, unknown> = {}, id?: string): Promise<void> {
    await this.client.send({ name, data, ...(id === undefined ? {} : { id }) });
  }

  /** The runs of a function, oldest first. */
  runs(functionId: string): Promise<{ status: string; output: unknown }[]> {
    return this.sql<{ status: string; output: unknown }[]>`
      select status, output from engine.run where function_id = ${`test-${functionId}`} order by event_seq, id`.then(
      (rows) => [...rows],
    );
  }

  async nextDueInMs(): Promise<number | undefined> {
    const [row] = await this.sql<{ due: Date | null }[]>`select min(due_at) as due from engine.job`;
    return row?.due ? row.due.getTime() - this.now.getTime() : undefined;
  }
}

/** Empties the engine's tables, so that the tests of a file do not see each other. */
export async function emptyTables(sql: Sql): Promise<void> {
  // Faster than truncate for a handful of rows.
  await sql`with events as (delete from engine.event), keys as (delete from engine.once) delete from engine.run`;
}

function clientWith(fetch: typeof globalThis.fetch): Inngest.Any {
  return new Inngest({
    id: "test",
    isDev: false,
    baseUrl: LOCAL_ORIGIN,
    eventKey: "local",
    signingKey: SIGNING_KEY,
    logger: SILENT_LOGGER,
    fetch,
  });
}
