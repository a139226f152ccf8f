import { expect, test } from "vitest";
import { testDatabase } from "@/db/testing";
import { openPool } from "./steady-pool";

test("no query is forgotten when the server drops its connections again and again", async () => {
  const database = await testDatabase();
  const pool = openPool(database.url, 4);
  const outcomes = { answered: 0, refused: 0, empty: 0 };
  let isOver = false;
  const ask = async () => {
    while (!isOver) {
      try {
        outcomes[(await pool`select 1`).length === 1 ? "answered" : "empty"]++;
      } catch {
        outcomes.refused++;
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
  };
  const askers = Array.from({ length: 12 }, ask);
  for (let round = 0; round < 40; round++) {
    const answered = outcomes.answered;
    await database.sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'cascade-engine'`;
    while (outcomes.answered < answered + 20) await new Promise((resolve) => setImmediate(resolve));
  }
  isOver = true;
  // A forgotten query would keep its asker waiting for ever, and this test with it.
  await Promise.all(askers);
  expect(outcomes.empty).toBe(0);
  expect(outcomes.refused).toBeGreaterThan(0);
  await pool.end({ timeout: 1 });
  await database.end();
});
