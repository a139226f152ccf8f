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
  /** For the few statements that are run over and over with sets of keys: see `getSetDatabase`. */
  isForSets?: boolean;
}

/**
 * What is kept of a plan must suit a table of ten rows and of ten million. Keys are looked up in indexes one by one, and
 * what is next is read in the order of an index; nothing else is ever right for these statements.
 */
const indexesOnly = {
  enable_seqscan: "off",
  enable_bitmapscan: "off",
  enable_hashjoin: "off",
  enable_mergejoin: "off",
  enable_sort: "off",
};

/** Opens a pool. Nothing is sent before the first query. */
export function createDatabase(url: string, options: ConnectionOptions = {}): Connection {
  const sql = postgres(url, {
    max: options.connectionsMax ?? 10,
    onnotice: () => undefined,
    connection: { application_name: "cascade", TimeZone: "UTC", ...(options.isForSets && indexesOnly) },
  });
  if (options.isForSets) {
    prepareStatements(sql);
    const begin = sql.begin.bind(sql) as (work: (tx: postgres.TransactionSql) => unknown) => Promise<unknown>;
    sql.begin = ((work: (tx: postgres.TransactionSql) => unknown) =>
      begin((tx) => {
        prepareStatements(tx);
        return work(tx);
      })) as Sql["begin"];
  }
  const db = withSchema(sql);
  speakBoth(sql);
  return { db, sql, end: () => sql.end({ timeout: 5 }) };
}

const holder = globalThis as { cascadeConnection?: Connection; cascadeSetConnection?: Connection };

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

/**
 * Drizzle over a second pool of this process, for sending alone, whose sets are small: the server parses and plans each
 * statement once per connection, and asking takes one way to it and back instead of two. The texts of the statements must
 * not depend on how much they are given: sets come as one parameter.
 */
export function getSetDatabase(): Database {
  const { DATABASE_URL, DATABASE_CONNECTIONS_MAX } = databaseEnv();
  holder.cascadeSetConnection ??= createDatabase(DATABASE_URL, {
    connectionsMax: DATABASE_CONNECTIONS_MAX,
    isForSets: true,
  });
  return holder.cascadeSetConnection.db;
}

/** Drizzle passes every statement on as text that is not to be prepared. */
function prepareStatements(sql: Pick<Sql, "unsafe">): void {
  const unsafe = sql.unsafe.bind(sql);
  sql.unsafe = (text, parameters, options) => unsafe(text, parameters, { ...options, prepare: true });
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
