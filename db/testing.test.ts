import { sql as fragment } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "@/db/testing";

let mine: TestDatabase;
let other: TestDatabase;

beforeAll(async () => {
  [mine, other] = await Promise.all([testDatabase(), testDatabase()]);
});

afterAll(async () => {
  await Promise.all([mine.end(), other.end()]);
});

describe("a test database", () => {
  test("is migrated, and strangers do not see what is written into it", async () => {
    await mine.sql`create table only_here (n int)`;
    const tables =
      await mine.sql`select 1 from information_schema.tables where table_name in ('workspace', 'only_here')`;
    expect(tables).toHaveLength(2);
    expect(await other.sql`select 1 from information_schema.tables where table_name = 'only_here'`).toHaveLength(0);
  });
});

describe("one pool speaks drizzle and tagged templates alike", () => {
  const instant = new Date("2026-03-01T08:00:00.123Z");

  test("an instant goes in and comes out as a Date through both", async () => {
    expect(await mine.sql`select ${instant}::timestamptz as at`).toEqual([{ at: instant }]);
    expect([...(await mine.db.execute(fragment`select ${instant.toISOString()}::timestamptz as at`))]).toEqual([
      { at: instant },
    ]);
  });

  test("an object goes in as jsonb through a template", async () => {
    const value = { name: "Zoë", tags: ["a"] };
    expect(await mine.sql`select ${mine.sql.json(value)}::jsonb as value`).toEqual([{ value }]);
  });
});
