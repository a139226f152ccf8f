import { expect, it } from "vitest";
import { DecideAhead } from "@/inngest/sending/decide-ahead";

/** Decides about so many people each time, then about nobody. */
function ahead(batches: number[], mayGoOn = () => true) {
  const begun: number[] = [];
  const decide = async () => {
    const count = batches[begun.length] ?? 0;
    begun.push(count);
    return count;
  };
  return { begun, ahead: new DecideAhead(decide, mayGoOn, 500) };
}

it("begins the next batch before the last one is sent, one at a time", async () => {
  const { begun, ahead: next } = ahead([1000, 1000]);
  expect(await next.more()).toBe(true);
  for (let sent = 0; sent < 500; sent += 50) next.claimed(50);
  expect(begun).toEqual([1000]);
  next.claimed(50);
  next.claimed(50);
  expect(begun).toEqual([1000, 1000]);
});

it("lanes that find nothing share the wait for the next batch, and stop when nobody is left", async () => {
  const { begun, ahead: next } = ahead([40]);
  expect(await Promise.all([next.more(), next.more(), next.more()])).toEqual([true, true, true]);
  next.claimed(40);
  expect(await Promise.all([next.more(), next.more()])).toEqual([false, false]);
  expect(begun).toEqual([40, 0]);
  expect(next.decided).toBe(40);
});

it("begins nothing when it is told to stop", async () => {
  const { begun, ahead: next } = ahead([1000], () => false);
  expect(await next.more()).toBe(false);
  expect(begun).toEqual([]);
});

it("what went wrong is told to whoever waits, and at the end", async () => {
  const next = new DecideAhead(
    () => Promise.reject(new Error("the database is away")),
    () => true,
    500,
  );
  await expect(next.more()).rejects.toThrow("away");
  await expect(next.settled()).rejects.toThrow("away");
});
