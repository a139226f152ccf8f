import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { ensureSchema } from "./schema";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

test("workers that start at the same moment make the tables once, and none of them fails", async () => {
  for (let round = 0; round < 5; round += 1) {
    await database.sql`drop schema if exists engine cascade`;
    const workers = Array.from({ length: 6 }, () => postgres(database.url, { max: 1, onnotice: () => undefined }));
    try {
      // Each has looked for the schema before, as a process does that was here earlier: what it found is remembered.
      await Promise.all(workers.map((sql) => sql`select to_regclass('engine.version')`));
      const made = await Promise.allSettled(workers.map((sql) => ensureSchema(sql)));
      expect(made.filter(({ status }) => status === "rejected")).toEqual([]);
    } finally {
      await Promise.all(workers.map((sql) => sql.end()));
    }
    expect(await database.sql`select count(*)::int as versions from engine.version`).toEqual([{ versions: 1 }]);
  }
});
