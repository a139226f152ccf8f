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

const values = (settled: PromiseSettledResult<string>[]) =>
  settled.map((each) => (each.status === "fulfilled" ? each.value : `! ${each.reason}`)).sort();

it("a set goes on without what hangs, and nothing of it is lost", async () => {
  const { pause, pass } = clock();
  const late = new LateAnswers<string>(1, pause);
  const [quick, slow, broken] = [answer(), answer(), answer()];
  const set = late.inTime([quick.promise, slow.promise, broken.promise]);
  quick.give("quick");
  await quick.promise;
  pass();
  expect(values(await set)).toEqual(["quick"]);
  expect(late.taken()).toEqual([]);
  slow.give("slow");
  broken.fail("broken");
  await late.all();
  expect(values(late.taken())).toEqual(["! broken", "slow"]);
  expect(late.taken()).toEqual([]);
});

it("nothing is late that came before its time was over, and no time passes where there is none", async () => {
  for (const late of [new LateAnswers<string>(1, clock().pause), new LateAnswers<string>(1)]) {
    const one = answer();
    const set = late.inTime([one.promise]);
    one.give("one");
    expect(values(await set)).toEqual(["one"]);
    await late.all();
    expect(late.taken()).toEqual([]);
  }
});

it("so many may hang and no more: then the next set waits", async () => {
  const { pause, pass } = clock();
  const late = new LateAnswers<string>(1, pause);
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
  expect(values(late.taken())).toEqual(["first"]);
  second.give("second");
  await late.all();
});
