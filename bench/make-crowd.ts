import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";

/** Any number of people at once, each with a phone number (from `firstPhone` on) and consent to everything. */
export async function makeCrowd(
  db: Pick<Database, "execute">,
  workspaceId: string,
  { count, firstPhone, now }: { count: number; firstPhone: number; now: Date },
): Promise<void> {
  const at = now.toISOString();
  await db.execute(sql`
    with people as materialized (
      select uuidv7() as id, uuidv7() as event_id, n from generate_series(0, ${count}::int - 1) n
    ), contacts as (
      insert into contact (id, workspace_id, first_name, country, locale, created_at, updated_at)
      select id, ${workspaceId}::uuid, 'Ana' || n, 'US', 'en', ${at}::timestamptz, ${at}::timestamptz from people
    ), addresses as (
      insert into address (id, workspace_id, contact_id, kind, value)
      select uuidv7(), ${workspaceId}::uuid, id, 'phone', (${firstPhone}::bigint + n)::text from people
    ), ledger as (
      insert into consent_event (id, workspace_id, contact_id, channel, topic, status, source, at)
      select event_id, ${workspaceId}::uuid, id, '*', '*', 'opted_in', 'import', ${at}::timestamptz from people
    )
    insert into consent (contact_id, channel, topic, workspace_id, status, at, event_id)
    select id, '*', '*', ${workspaceId}::uuid, 'opted_in', ${at}::timestamptz, event_id from people`);
}
