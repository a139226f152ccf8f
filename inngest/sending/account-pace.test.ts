import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { accountRate } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { AccountPace } from "@/inngest/sending/account-pace";
import type { SendingDeps } from "@/inngest/sending/deps";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

let now: Date;
let slept: number[];
beforeEach(async () => {
  now = new Date("2026-11-26T12:00:00Z");
  slept = [];
  await database.db.delete(accountRate);
});
const pass = (ms: number) => {
  now = new Date(now.getTime() + ms);
};

function pace(
  carrier: "vonage" | "sandbox" = "vonage",
  channel: "sms" | "push" = "sms",
  db: Pick<TestDatabase["db"], "transaction"> = database.db,
): AccountPace {
  const deps = {
    db,
    now: () => now,
    pause: async (ms: number) => void slept.push(ms),
    limits: { accountPerSecond: (kind: string) => (kind === "sandbox" ? null : 20) },
  };
  return new AccountPace(deps as unknown as SendingDeps, { carrier }, [channel]);
}

it("several workers together stay within the account's rate in every second", async () => {
  const workers = [pace(), pace(), pace()];
  const granted: { ms: number; count: number }[] = [];
  for (let ms = 0; ms < 5_000; ms += 70) {
    const counts = await Promise.all(workers.map((worker) => worker.take(50)));
    granted.push({ ms, count: counts.reduce((sum, count) => sum + count, 0) });
    pass(70);
  }
  const total = (from: number) =>
    granted.reduce((sum, { ms, count }) => (ms >= from && ms < from + 1_000 ? sum + count : sum), 0);
  for (const { ms } of granted) expect(total(ms)).toBeLessThanOrEqual(20);
  expect(granted.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(5 * 17);
  // Whoever got none slept, and failed nothing.
  expect(slept.length).toBeGreaterThan(0);
});

it("a pause that one worker was asked for is kept by all", async () => {
  await pace().hold(8);
  expect(await pace().take(5)).toBe(0);
  expect(slept).toEqual([1_000]);
  pass(8_000);
  expect(await pace().take(5)).toBe(1);
});

it("what was not used is there for the next", async () => {
  const one = pace();
  expect(await one.take(50)).toBe(2);
  expect(await pace().take(50)).toBe(0);
  await one.giveBack(2);
  expect(await pace().take(50)).toBe(2);
});

it("the sandbox and the browsers' push services are not counted", async () => {
  expect(await pace("sandbox").take(50)).toBe(50);
  expect(await pace("vonage", "push").take(50)).toBe(50);
  expect(await database.db.select().from(accountRate)).toEqual([]);
});

it("a database that is away keeps no claimed set from leaving", async () => {
  const away = { transaction: () => Promise.reject(Object.assign(new Error("away"), { code: "CONNECTION_ENDED" })) };
  await pace("vonage", "sms", away).giveBack(3);
  const broken = { transaction: () => Promise.reject(new Error("broken")) };
  await expect(pace("vonage", "sms", broken).giveBack(3)).rejects.toThrow("broken");
});
