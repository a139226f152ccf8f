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
