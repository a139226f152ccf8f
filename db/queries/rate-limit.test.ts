import { afterAll, beforeAll, expect, test } from "vitest";
import { forgetAttempts, sweepAttempts, takeAttempt } from "@/db/queries/rate-limit";
import { rateLimit } from "@/db/schema/identity";
import { type TestDatabase, testDatabase } from "@/db/testing";

let database: TestDatabase;
const start = new Date("2026-01-01T12:00:00Z");
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

const attempt = (key: string, now: Date) => takeAttempt(database.db, { key, max: 2, seconds: 60, now });

test("tries run out within a window, and come back with the next", async () => {
  expect(await attempt("window", start)).toEqual({ retryAfterSeconds: 0 });
  expect(await attempt("window", after(10))).toEqual({ retryAfterSeconds: 0 });
  expect(await attempt("window", after(20))).toEqual({ retryAfterSeconds: 40 });
  expect(await attempt("window", after(60))).toEqual({ retryAfterSeconds: 0 });
});

test("tries at the same moment are all counted", async () => {
  const waits = await Promise.all(Array.from({ length: 8 }, () => attempt("together", start)));
  expect(waits.filter(({ retryAfterSeconds }) => retryAfterSeconds === 0)).toHaveLength(2);
});

test("a success forgets the tries of its key and of no other", async () => {
  for (const key of ["forgotten", "kept"]) {
    await attempt(key, start);
    await attempt(key, start);
  }
  await forgetAttempts(database.db, "forgotten");
  expect(await attempt("forgotten", start)).toEqual({ retryAfterSeconds: 0 });
  expect(await attempt("kept", start)).toEqual({ retryAfterSeconds: 60 });
});

test("the sweep leaves windows that are still open", async () => {
  await database.db.delete(rateLimit);
  await attempt("over", start);
  await attempt("open", after(1));
  expect(await sweepAttempts(database.db, after(60))).toBe(1);
  expect(await database.db.select({ key: rateLimit.key }).from(rateLimit)).toEqual([{ key: "open" }]);
});
