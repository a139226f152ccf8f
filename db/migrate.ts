import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as migrateWithDrizzle } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";

const MIGRATIONS_FOLDER = fileURLToPath(new URL("./migrations", import.meta.url));

/** Any constant of our own: two starts on one database take turns instead of racing. */
const MIGRATION_LOCK = 4_217_030_001;

/** Brings a database to the newest schema; does nothing when it is there already. */
export async function migrate(url: string, migrationsFolder = MIGRATIONS_FOLDER): Promise<void> {
  // One connection: the lock belongs to a session, and the migration must run in the session that holds it.
  const sql = postgres(url, { max: 1, onnotice: () => undefined, connection: { TimeZone: "UTC" } });
  try {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK}::bigint)`;
    await migrateWithDrizzle(drizzle(sql), { migrationsFolder });
  } finally {
    await sql.end({ timeout: 5 });
  }
}
