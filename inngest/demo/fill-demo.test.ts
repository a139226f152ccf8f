import { createHmac } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isValidPhoneNumber } from "libphonenumber-js/max";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDatabase } from "@/db/client";
import { findDemo } from "@/db/queries/demo";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { fillDemo } from "@/inngest/demo/fill-demo";

const now = new Date("2026-03-01T15:00:00Z");
let databases: TestDatabase[] = [];
let blobFolder = "";

const fill = (database: Pick<TestDatabase, "db" | "sql">, only: string[]) =>
  fillDemo(
    {
      ...{ db: database.db, sql: database.sql, now, blobFolder, publicUrl: "http://localhost:3000" },
      mac: (bytes) => createHmac("sha256", "test").update(bytes).digest(),
    },
    { contacts: 120, only, say: () => undefined },
  );

beforeAll(async () => {
  databases = [await testDatabase(), await testDatabase()];
  blobFolder = await mkdtemp(join(tmpdir(), "cascade-demo-"));
});
afterAll(async () => {
  await Promise.all(databases.map((database) => database.end()));
  await rm(blobFolder, { recursive: true, force: true });
});

const states = ({ sql }: TestDatabase) => sql`
  select c.name, c.state, r.state as person, r.arm_key, count(*)::int as people
  from recipient r join campaign c on c.id = r.campaign_id group by 1, 2, 3, 4 order by 1, 2, 3, 4`;

/** Every message, to the millisecond. */
const messages = ({ sql }: TestDatabase) => sql`
  select id, rung, arm_key, channel, state, attempts, error_code, accepted_at, delivered_at, read_at, engaged_at,
    failed_at, revoke_outcome, provider_message_id from delivery order by id`;

test("two fillings give the same history, in which consent holds", { timeout: 300_000 }, async () => {
  const [first, second] = databases;
  if (first === undefined || second === undefined) throw new Error("two databases are needed");
  const campaigns = ["lamp", "draft sale"];
  expect(await fill(first, campaigns)).toBe(true);
  // One connection instead of several: statements that would go side by side come in another order.
  const narrow = createDatabase(second.url, { connectionsMax: 1 });
  expect(await fill(narrow, campaigns)).toBe(true);
  await narrow.end();
  const counts = await states(first);
  expect(await states(second)).toEqual(counts);
  expect(await messages(second)).toEqual(await messages(first));
  expect(new Set(counts.map((row) => row.state))).toEqual(new Set(["finished"]));
  for (const state of ["succeeded", "skipped", "held_out"]) expect(counts.map((row) => row.person)).toContain(state);
  const kinds = await first.sql`select distinct kind from engagement`;
  expect(kinds.map((row) => row.kind)).toContain("click");
  const sentAfterLeaving = await first.sql`
    select d.id from delivery d join consent_event e on e.contact_id = d.contact_id and e.status = 'opted_out'
      and e.channel = '*' and e.topic = '*' and e.at < d.accepted_at`;
  expect(sentAfterLeaving).toHaveLength(0);
  const phones = await first.sql`select value from address where kind = 'phone'`;
  expect(phones.filter((row) => !isValidPhoneNumber(`+${row.value}`))).toEqual([]);
  expect(await fill(first, [])).toBe(false);
});

test("a filling that was cut off begins again", { timeout: 120_000 }, async () => {
  const [database] = databases;
  if (database === undefined) throw new Error("a database is needed");
  await database.sql`delete from audit where action = 'demo.filled'`;
  expect(await fill(database, ["draft sale"])).toBe(true);
  expect(await findDemo(database.db)).toMatchObject({ isFilled: true });
  const [row] = await database.sql`select count(*)::int as people from contact`;
  expect(row?.people).toBe(120);
});
