import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Connection, createDatabase } from "@/db/client";
import { type TestDatabase, testDatabase } from "@/db/testing";

let database: TestDatabase;
let sets: Connection;
beforeAll(async () => {
  database = await testDatabase();
  sets = createDatabase(database.url, { connectionsMax: 1, isForSets: true });
});
afterAll(async () => {
  await sets.end();
  await database.end();
});

describe("the database for sets", () => {
  const double = (value: number) => sql`select ${value}::int * 2 as doubled`;

  it("prepares a statement once per connection, alone and within transactions", async () => {
    const alone = await sets.db.execute(double(1));
    const within = await sets.db.transaction(async (tx) => [
      ...(await tx.execute(double(2))),
      ...(await tx.execute(double(3))),
    ]);
    expect([...alone, ...within]).toEqual([{ doubled: 2 }, { doubled: 4 }, { doubled: 6 }]);
    const prepared =
      await sets.sql`select statement from pg_prepared_statements where statement like '%* 2 as doubled'`;
    expect(prepared).toHaveLength(1);
  });

  it("takes back what a transaction did that failed", async () => {
    await sets.db.execute(sql`create table kept (id int)`);
    const failing = sets.db.transaction(async (tx) => {
      await tx.execute(sql`insert into kept values (${1}::int)`);
      throw new Error("not today");
    });
    await expect(failing).rejects.toThrow("not today");
    expect(await sets.db.execute(sql`select id from kept`)).toHaveLength(0);
  });

  it("looks keys up in an index, even while a table is empty", async () => {
    const lookUp = sql`explain select d.state from jsonb_array_elements_text(${"[]"}::text::jsonb) as e(id)
      join delivery d on d.id = e.id::uuid`;
    const planOf = async ({ db }: Pick<Connection, "db">) => JSON.stringify(await db.execute(lookUp));
    expect(await planOf(sets)).toContain("Index Scan using delivery_pkey");
    expect(await planOf(database)).toContain("Seq Scan on delivery");
  });
});
