import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeWorkspace } from "@/db/queries/people.fixtures";
import { listPrices, pricesVersion, removePrice, savePrices } from "@/db/queries/prices";
import { type TestDatabase, testDatabase } from "@/db/testing";
import type { NewPrice } from "@/lib/cost/price";

const now = new Date("2026-05-10T09:00:00Z");
const today = "2026-05-10";
const userId = "01900000-0000-7000-8000-00000000000a";
const sms = (changes: Partial<NewPrice> = {}): NewPrice => ({
  ...({ channel: "sms", country: "*", billedAs: "segment", currency: "EUR" } as const),
  ...{ micros: 33_300, validFrom: today, ...changes },
});

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

async function list() {
  const workspaceId = await makeWorkspace(database.db);
  const change = { workspaceId, userId, today, now };
  return {
    workspaceId,
    save: (prices: NewPrice[], replaces: string | null = null) =>
      savePrices(database.db, change, { prices, source: "typed", replaces }),
    remove: (id: string) => removePrice(database.db, change, id),
    /** The same on a later day. */
    removeOn: (day: string, id: string) => removePrice(database.db, { ...change, today: day }, id),
    read: async () => (await listPrices(database.db, workspaceId)).map(({ micros, validFrom }) => [validFrom, micros]),
    idOf: async (validFrom: string) =>
      (await listPrices(database.db, workspaceId)).find((each) => each.validFrom === validFrom)?.id ?? "",
  };
}

describe("prices", () => {
  test("of one day take each other's place; those of other days stay beside them", async () => {
    const prices = await list();
    expect(await prices.save([sms(), sms({ validFrom: "2026-07-01", micros: 40_000 })])).toBe("saved");
    expect(await prices.save([sms({ micros: 35_000 })])).toBe("saved");
    expect(await prices.read()).toEqual([
      ["2026-07-01", 40_000],
      [today, 35_000],
    ]);
  });

  test("that counted before today never change, are never replaced and never go", async () => {
    const prices = await list();
    await prices.save([sms()]);
    const id = await prices.idOf(today);
    expect(await prices.save([sms({ validFrom: "2026-05-09" })])).toBe("past");
    expect(await prices.removeOn("2026-05-11", id)).toBe(false);
    const tomorrow = { workspaceId: prices.workspaceId, userId, today: "2026-05-11", now };
    const moved = { prices: [sms({ validFrom: "2026-06-01" })], source: "typed" as const, replaces: id };
    expect(await savePrices(database.db, tomorrow, moved)).toBe("past");
    expect(await prices.read()).toEqual([[today, 33_300]]);
  });

  test("of the future can be moved to another day and taken back", async () => {
    const prices = await list();
    await prices.save([sms({ validFrom: "2026-07-01" })]);
    const before = await pricesVersion(database.db, prices.workspaceId);
    expect(await prices.save([sms({ validFrom: "2026-08-01" })], await prices.idOf("2026-07-01"))).toBe("saved");
    expect(await prices.read()).toEqual([["2026-08-01", 33_300]]);
    expect(await prices.remove(await prices.idOf("2026-08-01"))).toBe(true);
    expect(await prices.read()).toEqual([]);
    expect(await pricesVersion(database.db, prices.workspaceId)).not.toBe(before);
  });

  test("belong to one workspace: another neither sees, replaces nor removes them", async () => {
    const ours = await list();
    const theirs = await list();
    await ours.save([sms()]);
    const id = await ours.idOf(today);
    expect(await theirs.read()).toEqual([]);
    expect(await theirs.remove(id)).toBe(false);
    expect(await theirs.save([sms({ micros: 1 })], id)).toBe("past");
    expect(await theirs.save([sms({ micros: 1 })])).toBe("saved");
    expect(await ours.read()).toEqual([[today, 33_300]]);
    expect(await pricesVersion(database.db, (await list()).workspaceId)).toBe("0 ");
  });
});
