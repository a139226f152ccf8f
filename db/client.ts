import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { databaseEnv } from "@/db/env";
import * as schema from "@/db/schema/tables";

/** postgres.js, for COPY, LISTEN and set-based statements that a query builder would only obscure. */
export type Sql = postgres.Sql;

/** Drizzle over the same pool; also the type of a transaction's handle where only queries are needed. */
export type Database = ReturnType<typeof withSchema>;

export interface Connection {
  db: Database;
  sql: Sql;
  end(): Promise<void>;
}

export interface ConnectionOptions {
  connectionsMax?: number;
}

/** Opens a pool. Nothing is sent before the first query. */
export function createDatabase(url: string, options: ConnectionOptions = {}): Connection {
  const sql = postgres(url, {
    max: options.connectionsMax ?? 10,
    onnotice: () => undefined,
    connection: { application_name: "cascade", TimeZone: "UTC" },
  });
  const db = withSchema(sql);
  speakBoth(sql);
  return { db, sql, end: () => sql.end({ timeout: 5 }) };
}

const holder: { cascadeConnection?: Connection } = globalThis as { cascadeConnection?: Connection };

/** The pool of this process, kept on globalThis so that a hot reload does not open another one. */
export function getConnection(): Connection {
  const { DATABASE_URL, DATABASE_CONNECTIONS_MAX } = databaseEnv();
  holder.cascadeConnection ??= createDatabase(DATABASE_URL, { connectionsMax: DATABASE_CONNECTIONS_MAX });
  return holder.cascadeConnection;
}

/** Drizzle over the pool of this process. */
export function getDatabase(): Database {
  return getConnection().db;
}

function withSchema(sql: Sql) {
  return drizzle(sql, { schema });
}

/**
 * Drizzle replaces the pool's codecs by pass-through ones because it encodes columns itself; tagged templates on the
 * same pool would then fail on a Date or an object. These codecs take both: what is already text passes through.
 * (Hence a bare text as JSON value needs JSON.stringify, in drizzle and in templates alike.)
 */
function speakBoth(sql: Sql): void {
  const { parsers, serializers } = sql.options;
  const instant = (value: unknown) => (value instanceof Date ? value.toISOString() : value);
  const json = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
  for (const oid of [1082, 1114, 1184]) serializers[oid] = instant;
  for (const oid of [114, 3802]) serializers[oid] = json;
  parsers[1184] = (text: string) => new Date(text);
}
