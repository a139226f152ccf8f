import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { ReceiptBatch } from "@/app/api/webhooks/vonage/receipt-batch";
import type { NewReceipt } from "@/db/queries/receipts";

const receipt = (dedupeKey: string): NewReceipt => ({
  ...{ workspaceId: "w", provider: "vonage", kind: "status", dedupeKey },
  ...{ body: {}, receivedAt: new Date("2026-03-01T12:00:00Z") },
});

/** A batch, the keys of each statement it made, and how the one under way is let end. */
function watched(rowsMax?: number) {
  const statements: string[][] = [];
  const ends: (() => void)[] = [];
  const store = async (receipts: readonly NewReceipt[]) => {
    const keys = receipts.map(({ dedupeKey }) => dedupeKey);
    statements.push(keys);
    await new Promise<void>((resolve) => ends.push(resolve));
    return keys;
  };
  const batch = new ReceiptBatch(store, rowsMax);
  return { statements, add: (key: string) => batch.add(receipt(key)), end: () => ends.shift()?.() };
}

it("one that comes alone waits for nobody; those that come meanwhile share the next statement", async () => {
  const { statements, add, end } = watched();
  const first = add("a");
  await setImmediate();
  const others = [add("b"), add("c")];
  await setImmediate();
  expect(statements).toEqual([["a"]]);
  end();
  expect(await first).toBe("a");
  await setImmediate();
  expect(statements).toEqual([["a"], ["b", "c"]]);
  end();
  expect(await Promise.all(others)).toEqual(["b", "c"]);
});

it("a statement takes no more than its share", async () => {
  const { statements, add, end } = watched(2);
  const all = Promise.all(["a", "b", "c"].map(add));
  await setImmediate();
  end();
  await setImmediate();
  end();
  expect(await all).toEqual(["a", "b", "c"]);
  expect(statements).toEqual([["a", "b"], ["c"]]);
});

it("a second statement begins beside the first when it is as large, and no third", async () => {
  const { statements, add, end } = watched();
  const keys = (letter: string, count: number) => Array.from({ length: count }, (_, index) => `${letter}${index}`);
  const all = [...keys("a", 10).map(add)];
  await setImmediate();
  all.push(...keys("b", 9).map(add));
  await setImmediate();
  expect(statements.map((each) => each.length)).toEqual([10]);
  all.push(...keys("c", 1).map(add));
  await setImmediate();
  expect(statements.map((each) => each.length)).toEqual([10, 10]);
  all.push(...keys("d", 30).map(add));
  await setImmediate();
  expect(statements).toHaveLength(2);
  end();
  await setImmediate();
  expect(statements.map((each) => each.length)).toEqual([10, 10, 30]);
  end();
  end();
  expect(await Promise.all(all)).toHaveLength(50);
});

it("a few wait for the statement under way, however small it is", async () => {
  const { statements, add, end } = watched();
  const first = add("a");
  await setImmediate();
  const few = ["b", "c", "d"].map(add);
  await setImmediate();
  expect(statements).toEqual([["a"]]);
  end();
  await first;
  await setImmediate();
  end();
  expect(await Promise.all(few)).toEqual(["b", "c", "d"]);
});
