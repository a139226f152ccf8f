import { type SQL, sql as statement } from "drizzle-orm";
import postgres, { type Sql } from "postgres";
import { ensureSchema } from "@/inngest/engine/schema";
import { inngestEnv } from "@/inngest/env";
import { type EventData, type EventName, eventSchemas } from "@/inngest/events";

/** An event to send: its name, its payload, and optionally an id under which it counts once in 24 hours. */
export type AppEvent = { [Name in EventName]: { name: Name; data: EventData<Name>; id?: string } }[EventName];

/** What a drizzle database and a drizzle transaction have in common here. */
export interface Executor {
  execute(query: SQL): PromiseLike<unknown>;
}

const holder = globalThis as { cascadeEngine?: { sql: Sql; ready: Promise<void> | undefined } };

/** The engine's own small pool in this process, kept on globalThis so that a hot reload does not open another one. */
export function engineSql(): Sql {
  const { databaseUrl } = inngestEnv();
  if (databaseUrl === undefined) throw new Error("DATABASE_URL must be set to send events or run functions.");
  holder.cascadeEngine ??= {
    sql: postgres(databaseUrl, {
      max: 8,
      idle_timeout: 60,
      onnotice: () => undefined,
      connection: { application_name: "cascade-engine", TimeZone: "UTC" },
    }),
    ready: undefined,
  };
  return holder.cascadeEngine.sql;
}

/**
 * Takes events in, whoever runs the functions: they are rows, which the local engine reads itself and which the worker
 * forwards to a real Inngest server. Returns when they are safely stored.
 */
export async function sendEvents(events: AppEvent[], now: Date): Promise<void> {
  const sql = engineSql();
  if (holder.cascadeEngine) {
    const mine = holder.cascadeEngine;
    mine.ready ??= ensureSchema(sql).catch((error: unknown) => {
      mine.ready = undefined;
      throw error;
    });
    await mine.ready;
  }
  await sql`select engine.enqueue(${checked(events)}::text::jsonb, ${now.toISOString()}::timestamptz)`;
}

/**
 * The same in the caller's own transaction: the events exist exactly when its changes do, and nothing is lost between
 * the commit and a send.
 */
export async function enqueueEvents(tx: Executor, events: AppEvent[], now: Date): Promise<void> {
  await tx.execute(
    statement`select engine.enqueue(${checked(events)}::text::jsonb, ${now.toISOString()}::text::timestamptz)`,
  );
}

function checked(events: AppEvent[]): string {
  return JSON.stringify(events.map((event) => ({ ...event, data: eventSchemas[event.name].parse(event.data) })));
}
