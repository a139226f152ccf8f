import { afterAll, beforeAll, expect, test } from "vitest";
import { failedRuns, functionFacts, retryRun } from "@/db/queries/background";
import { later, makeWorkspace } from "@/db/queries/people.fixtures";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { ensureSchema } from "@/inngest/engine/schema";

let database: TestDatabase;
let ours: string;
let theirs: string;
const now = later(0);

beforeAll(async () => {
  database = await testDatabase();
  ours = await makeWorkspace(database.db);
  theirs = await makeWorkspace(database.db);
});
afterAll(() => database.end());

test("of failed work each workspace sees its own, and may have it run again, once", async () => {
  const { db, sql } = database;
  expect(await functionFacts(db, now)).toBeNull();
  expect(await failedRuns(db, ours, now)).toEqual([]);
  await ensureSchema(sql);
  const runId = "0197a000-0000-7000-8000-000000000001";
  const event = { id: "e1", name: "campaign/launch.requested", ts: 1, data: { workspaceId: ours } };
  await sql`
    insert into engine.run (id, function_id, event, event_seq, status, output, started_at, ended_at)
    values (${runId}, 'cascade-launch-campaign', ${JSON.stringify(event)}::text::jsonb, 1, 'failed',
      ${JSON.stringify({ name: "TypeError", message: "to 14155550001: hello" })}::text::json, ${later(-70)}, ${later(-60)})`;
  await sql`
    insert into engine.job (run_id, function_id, keys, due_at)
    values (${runId}, 'cascade-sweep-ladder', '{}', ${later(-600)})`;
  expect(await functionFacts(db, now)).toEqual([
    {
      ...{ functionId: "cascade-launch-campaign", lastDoneAt: null, failed: 1, lastFailedAt: later(-60) },
      ...{ running: 0, stuck: 0 },
    },
    { functionId: "cascade-sweep-ladder", lastDoneAt: null, failed: 0, lastFailedAt: null, running: 1, stuck: 1 },
  ]);
  const shown = { runId, functionId: "cascade-launch-campaign", endedAt: later(-60), error: "TypeError" };
  expect(await failedRuns(db, ours, now)).toEqual([{ ...shown, isRetried: false }]);
  expect(await failedRuns(db, theirs, now)).toEqual([]);

  expect(await retryRun(db, theirs, runId, now)).toBe(false);
  const waiting = () => sql`select body ->> 'name' as name, body -> 'data' as data from engine.event`;
  expect(await waiting()).toHaveLength(0);
  expect(await retryRun(db, ours, runId, now)).toBe(true);
  expect(await retryRun(db, ours, runId, now)).toBe(true);
  expect([...(await waiting())]).toEqual([{ name: "campaign/launch.requested", data: event.data }]);
  expect(await failedRuns(db, ours, now)).toEqual([{ ...shown, isRetried: true }]);
});
