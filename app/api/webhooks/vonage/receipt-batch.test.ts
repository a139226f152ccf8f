import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ReceiptBatch } from "@/app/api/webhooks/vonage/receipt-batch";
import type { NewReceipt } from "@/db/queries/receipts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const receipt = (dedupeKey: string): NewReceipt => ({
  ...{ workspaceId: "w", provider: "vonage", kind: "status", dedupeKey },
  ...{ body: {}, receivedAt: new Date("2026-03-01T12:00:00Z") },
});

/** A batch, and the keys of each statement it made. */
function watched(rowsMax?: number) {
  const statements: string[][] = [];
  const store = async (receipts: readonly NewReceipt[]) => {
    statements.push(receipts.map(({ dedupeKey }) => dedupeKey));
    return receipts.map(({ dedupeKey }) => dedupeKey);
  };
  const batch = new ReceiptBatch(store, rowsMax);
  return { statements, add: (key: string) => batch.add(receipt(key)) };
}

it("one that comes alone waits for nobody", async () => {
  const { statements, add } = watched();
  expect(await add("a")).toBe("a");
  expect(await add("b")).toBe("b");
  expect(statements).toEqual([["a"], ["b"]]);
});

it("after several at once, those that come within a moment share the next statement", async () => {
  const { statements, add } = watched();
  await Promise.all([add("a"), add("b")]);
  const later = [add("c")];
  await setImmediate();
  later.push(add("d"));
  await setImmediate();
  expect(statements).toEqual([["a", "b"]]);
  await vi.advanceTimersByTimeAsync(5);
  expect(await Promise.all(later)).toEqual(["c", "d"]);
  expect(statements).toEqual([
    ["a", "b"],
    ["c", "d"],
  ]);
  await vi.advanceTimersByTimeAsync(5);
  expect(await add("e")).toBe("e");
});

it("a statement's worth does not wait for more", async () => {
  const { statements, add } = watched(2);
  expect(await Promise.all(["a", "b", "c", "d"].map(add))).toEqual(["a", "b", "c", "d"]);
  expect(statements).toEqual([
    ["a", "b"],
    ["c", "d"],
  ]);
});
