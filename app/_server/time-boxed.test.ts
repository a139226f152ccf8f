import { expect, test } from "vitest";
import { timeBoxed } from "@/app/_server/time-boxed";

/** Something to read whose end the test decides. */
function slow() {
  let reads = 0;
  let finish: (value: number) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const read = () => {
    reads += 1;
    return new Promise<number>((resolve, reject) => {
      finish = resolve;
      fail = reject;
    });
  };
  return { read, reads: () => reads, finish: (value: number) => finish(value), fail: () => fail(new Error("away")) };
}

test("many who ask at once share one reading, and it is kept for a while", async () => {
  const source = slow();
  const asked = Array.from({ length: 5 }, () => timeBoxed("shared", 60_000, source.read));
  source.finish(7);
  expect(await Promise.all(asked)).toEqual([7, 7, 7, 7, 7]);
  expect(await timeBoxed("shared", 60_000, source.read)).toBe(7);
  expect(source.reads()).toBe(1);
});

test("another key is another reading", async () => {
  expect(await timeBoxed("workspace a", 60_000, async () => "theirs")).toBe("theirs");
  expect(await timeBoxed("workspace b", 60_000, async () => "ours")).toBe("ours");
});

test("a reading that failed is not kept", async () => {
  const source = slow();
  const first = timeBoxed("failing", 60_000, source.read);
  source.fail();
  await expect(first).rejects.toThrow("away");
  const second = timeBoxed("failing", 60_000, source.read);
  source.finish(1);
  expect(await second).toBe(1);
});

test("what is older than it may be is read again", async () => {
  let reads = 0;
  const read = async () => ++reads;
  expect(await timeBoxed("instant", 0, read)).toBe(1);
  // It took a fraction of a millisecond, and is good for twenty times that.
  const soon = performance.now() + 200;
  while (performance.now() < soon);
  expect(await timeBoxed("instant", 0, read)).toBe(2);
});
