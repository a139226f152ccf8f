import type { SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import type { Database } from "@/db/client";

const dialect = new PgDialect();

/**
 * Like `db.execute`, but the server plans the statement once per connection: for one that many people wait for and
 * whose planning takes longer than itself. Its text must be the same each time; what differs belongs into parameters.
 */
export async function executePrepared<Row extends Record<string, unknown>>(
  db: Pick<Database, "$client">,
  query: SQL,
): Promise<Row[]> {
  const { sql: text, params } = dialect.sqlToQuery(query);
  const rows = await db.$client.unsafe<Row[]>(text, params as string[], { prepare: true });
  return [...rows];
}
