import { expect, it } from "vitest";
import { endOfTurn, keepPassing } from "./keep-passing";

/** A clock that moves only by resting and by 10 ms of work per pass. */
function world(pass: (turn: number) => number) {
  let clock = 0;
  let turn = 0;
  const failures: unknown[] = [];
  return {
    failures,
    passes: {
      pass: async () => {
        clock += 10;
        turn += 1;
        return pass(turn);
      },
      restMs: (done: number) => (done === 0 ? 100 : 0),
      failed: (error: unknown) => failures.push(error),
      now: () => clock,
      rest: async (ms: number) => {
        clock += ms;
      },
    },
  };
}

it("a pass that fails costs that pass, not the time that is left", async () => {
  const trouble = new Error("deadlock detected");
  const { passes, failures } = world((turn) => {
    if (turn === 2) throw trouble;
    return 5;
  });
  expect(await keepPassing(200, passes)).toEqual({ done: 45, failures: 1 });
  expect(failures).toEqual([trouble]);
});

it("goes on at once while there is work, rests when there is none, and ends in time", async () => {
  const { passes } = world((turn) => (turn <= 3 ? 1 : 0));
  expect(await keepPassing(1000, passes)).toEqual({ done: 3, failures: 0 });
  expect(passes.now()).toBeLessThan(1000 + 110);
});

it("keeps trying at the pace of rest when every pass fails", async () => {
  const { passes } = world(() => {
    throw new Error("away");
  });
  expect(await keepPassing(1100, passes)).toEqual({ done: 0, failures: 10 });
});

it("does nothing when its turn is over, so that runs that come late end at once", async () => {
  const { passes } = world(() => 1);
  expect(await keepPassing(1000, { ...passes, until: 205 })).toEqual({ done: 21, failures: 0 });
  expect(await keepPassing(1000, { ...passes, until: 205 })).toEqual({ done: 0, failures: 0 });
  expect(endOfTurn({ ts: 1_000 })).toBe(66_000);
  expect(endOfTurn({})).toBe(Number.POSITIVE_INFINITY);
});
