import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Connection, createDatabase } from "@/db/client";
import { makeCampaign, makeWorkspace } from "@/db/queries/people.fixtures";
import { applyStatusReceipts, storeReceipts } from "@/db/queries/receipts";
import { type TestDatabase, testDatabase } from "@/db/testing";

const people = 20_000;
const underWay = 3000;
const receipts = 40;
const at = new Date("2026-03-01T12:00:00Z");
const moment = sql`${at.toISOString()}::timestamptz`;

let database: TestDatabase;
/** One connection, which remembers what it saw of an index. */
let worker: Connection;
beforeAll(async () => {
  database = await testDatabase();
  worker = createDatabase(database.url, { connectionsMax: 1 });
});
afterAll(async () => {
  await worker.end();
  await database.end();
});

/** A campaign that everybody waits for, of whom the statistics know nothing. */
async function justLaunched() {
  const { db, sql: direct } = database;
  for (const table of ["recipient", "delivery"]) {
    await direct`truncate ${direct(table)}`;
    await direct`alter table ${direct(table)} set (autovacuum_enabled = false)`;
  }
  await direct`analyze`;
  const workspaceId = await makeWorkspace(db);
  const campaignId = await makeCampaign(db, workspaceId, {
    rungs: [
      { id: "1", channels: ["rcs"], waitSeconds: 3600, success: "delivered" },
      { id: "2", channels: ["sms"], waitSeconds: 3600, success: "delivered" },
    ],
  });
  await db.execute(sql`
    with people as (select gen_random_uuid() as id from generate_series(1, ${people}::int)),
    waiting as (
      insert into recipient (campaign_id, contact_id, workspace_id, arm_key, state, updated_at)
      select ${campaignId}::uuid, id, ${workspaceId}::uuid, 'A', 'pending', ${moment} from people)
    insert into delivery (id, workspace_id, campaign_id, contact_id, rung, arm_key, channel, address_id, state, attempts,
      created_at)
    select gen_random_uuid(), ${workspaceId}::uuid, ${campaignId}::uuid, id, 0, 'A', 'rcs', gen_random_uuid(), 'pending', 0,
      ${moment} from people`);
  return workspaceId;
}

/** So many more messages are with the provider. */
async function handOver(workspaceId: string, count: number): Promise<string[]> {
  const rows = await database.db.execute<{ id: string }>(sql`
    with next as (
      select id, contact_id from delivery where workspace_id = ${workspaceId} and state = 'pending' limit ${count}),
    moved as (
      update recipient r set state = 'active', next_action_at = ${moment} from next where r.contact_id = next.contact_id)
    update delivery d set state = 'accepted', attempts = 1, provider_message_id = d.id::text, accepted_at = ${moment}
    from next where d.id = next.id returning d.id`);
  return rows.map(({ id }) => id);
}

async function report(workspaceId: string, ids: readonly string[], status: string) {
  await storeReceipts(
    database.db,
    ids.map((id) => ({
      ...{ workspaceId, provider: "vonage", kind: "status" as const, dedupeKey: uuidv7(), receivedAt: at },
      body: {
        ...{ message_uuid: id, client_ref: id, channel: "rcs", to: "1", from: "2", status },
        timestamp: at.toISOString(),
        ...(status === "rejected" && { error: { title: "1300" } }),
      },
    })),
  );
  return applyStatusReceipts(worker.db, { now: at, max: 1000 });
}

/** Entries that were read so far of the indexes that hold more than a key. */
async function walkedThrough(): Promise<number> {
  for (const each of [database.sql, worker.sql]) await each`select pg_stat_force_next_flush()`;
  const [row] = await database.sql<{ entries: number }[]>`
    select coalesce(sum(idx_tup_read), 0)::int as entries from pg_stat_all_indexes
    where relname in ('delivery', 'recipient') and indexrelname !~ '(pkey|_pk|_key)$'`;
  return row?.entries ?? 0;
}

it.each(["submitted", "delivered", "rejected"])(
  "receipts that say %s find their messages and people by their keys, and walk through no campaign",
  async (status) => {
    const workspaceId = await justLaunched();
    // Before that much is under way the worker sees indexes that look as if they cost nothing.
    await report(workspaceId, await handOver(workspaceId, 5), status);
    const ids = await handOver(workspaceId, underWay);
    const before = await walkedThrough();
    expect(await report(workspaceId, ids.slice(0, receipts), status)).toMatchObject({ applied: receipts });
    expect((await walkedThrough()) - before).toBeLessThan(receipts * 5);
  },
  60_000,
);
