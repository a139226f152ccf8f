import { expect, it } from "vitest";
import { LateAnswers } from "@/inngest/sending/late-answers";

/** Time that passes when told to. */
function clock() {
  let pass: () => void = () => undefined;
  const pause = () =>
    new Promise<void>((resolve) => {
      pass = resolve;
    });
  return { pause, pass: () => pass() };
}

function answer() {
  let give: (value: string) => void = () => undefined;
  let fail: (reason: unknown) => void = () => undefined;
  const promise = new Promise<string>((resolve, reject) => {
    give = resolve;
    fail = reject;
  });
  return { promise, give, fail };
}

const values = (settled: readonly PromiseSettledResult<string>[]) =>
  settled.map((each) => (each.status === "fulfilled" ? each.value : `! ${each.reason}`)).sort();

/** Answers that were recorded late. */
function book() {
  const kept: string[] = [];
  const record = async (answers: readonly PromiseSettledResult<string>[]) => void kept.push(...values(answers));
  return { kept, record };
}

it("a set goes on without what hangs, and nothing of it is lost", async () => {
  const { pause, pass } = clock();
  const { kept, record } = book();
  const late = new LateAnswers<string>(1, record, pause);
  const [quick, slow, broken] = [answer(), answer(), answer()];
  const set = late.inTime([quick.promise, slow.promise, broken.promise]);
  quick.give("quick");
  await quick.promise;
  pass();
  expect(values(await set)).toEqual(["quick"]);
  expect(kept).toEqual([]);
  slow.give("slow");
  broken.fail("broken");
  await late.all();
  expect(kept.sort()).toEqual(["! broken", "slow"]);
});

it("nothing is late that came before its time was over, and no time passes where there is none", async () => {
  for (const pause of [clock().pause, undefined]) {
    const { kept, record } = book();
    const late = new LateAnswers<string>(1, record, pause);
    const one = answer();
    const set = late.inTime([one.promise]);
    one.give("one");
    expect(values(await set)).toEqual(["one"]);
    await late.all();
    expect(kept).toEqual([]);
  }
});

it("so many may hang and no more: then the next set waits", async () => {
  const { pause, pass } = clock();
  const { kept, record } = book();
  const late = new LateAnswers<string>(1, record, pause);
  const [first, second] = [answer(), answer()];
  const set = late.inTime([first.promise, second.promise]);
  pass();
  await set;
  let hasRoom = false;
  const waiting = late.room().then(() => {
    hasRoom = true;
  });
  await Promise.resolve();
  expect(hasRoom).toBe(false);
  first.give("first");
  await waiting;
  expect(kept).toEqual(["first"]);
  second.give("second");
  await late.all();
});

it("an answer that cannot be kept is an error of whoever waits next", async () => {
  const { pause, pass } = clock();
  const late = new LateAnswers<string>(5, () => Promise.reject(new Error("the database is away")), pause);
  const slow = answer();
  const set = late.inTime([slow.promise]);
  pass();
  await set;
  slow.give("slow");
  await expect(late.all()).rejects.toThrow("the database is away");
  await expect(late.room()).rejects.toThrow("the database is away");
});
