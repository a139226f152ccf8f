import { type SQL, sql as statement } from "drizzle-orm";
import type { Sql } from "postgres";
import { ensureSchema } from "@/inngest/engine/schema";
import { openPool } from "@/inngest/engine/steady-pool";
import { inngestEnv } from "@/inngest/env";
import { type EventData, type EventName, eventSchemas } from "@/inngest/events";

const CONNECTIONS_MAX = 8;

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
  holder.cascadeEngine ??= { sql: openPool(databaseUrl, CONNECTIONS_MAX), ready: undefined };
  return holder.cascadeEngine.sql;
}

/**
 * Takes events in, whoever runs the functions: they are rows, which the local engine reads itself and which the worker
 * forwards to a real Inngest server. Returns when they are safely stored.
 */
export async function sendEvents(events: AppEvent[], now: Date): Promise<void> {
  const sql = engineSql();
  await ensureReady(sql);
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

/** The tables are made by whoever comes first, once per process. */
async function ensureReady(sql: Sql): Promise<void> {
  const own = holder.cascadeEngine;
  if (!own) return;
  own.ready ??= ensureSchema(sql).catch((error: unknown) => {
    own.ready = undefined;
    throw error;
  });
  await own.ready;
}

function checked(events: AppEvent[]): string {
  return JSON.stringify(events.map((event) => ({ ...event, data: eventSchemas[event.name].parse(event.data) })));
}
