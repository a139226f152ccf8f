import type { Sql } from "@/db/client";

/** Whether the database takes a query. */
export async function databaseAnswers(sql: Sql): Promise<boolean> {
  try {
    await sql`select 1`;
    return true;
  } catch {
    return false;
  }
}
