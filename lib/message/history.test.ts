import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type History, historyStepsMax, recordChange, redo, startHistory, undo } from "@/lib/message/history";

type Step = { kind: "change"; key: string | null; waitMs: number } | { kind: "undo" } | { kind: "redo" };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("change" as const),
      key: fc.option(fc.constantFrom("a", "b")),
      waitMs: fc.nat(2000),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("undo" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("redo" as const) }) },
);

/** Documents are objects so that identity shows whether one was copied or invented. */
function play(steps: Step[]): History<{ n: number }> {
  let history = startHistory({ n: 0 });
  let atMs = 0;
  let n = 0;
  for (const current of steps) {
    if (current.kind === "undo") history = undo(history);
    else if (current.kind === "redo") history = redo(history);
    else {
      atMs += current.waitMs;
      n += 1;
      history = recordChange(history, { n }, { mergeKey: current.key, atMs });
    }
  }
  return history;
}

describe("history", () => {
  test("whatever was done, undo then redo is where we were, and all undos lead to the oldest state kept", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const history = play(steps);
        if (history.past.length > 0) expect(redo(undo(history)).present).toBe(history.present);
        if (history.future.length > 0) expect(undo(redo(history)).present).toBe(history.present);
        let back = history;
        for (let index = 0; index < history.past.length; index++) back = undo(back);
        expect(back.present).toEqual({ n: 0 });
        expect(undo(back)).toBe(back);
        let forth = back;
        while (forth.future.length > 0) forth = redo(forth);
        expect([...forth.past, forth.present]).toEqual([...history.past, history.present, ...history.future]);
      }),
    );
  });

  test("a word typed quickly is one step; a pause, another block or an undo starts a new one", () => {
    const typed = (waits: number[], key = "text") => play(waits.map((waitMs) => ({ kind: "change", key, waitMs })));
    expect(typed([0, 100, 100, 100]).past).toHaveLength(1);
    expect(typed([0, 100, 1500, 100]).past).toHaveLength(2);
    const change = (key: string | null): Step => ({ kind: "change", key, waitMs: 10 });
    expect(play([change("a"), change("b")]).past).toHaveLength(2);
    expect(play([change(null), change(null)]).past).toHaveLength(2);
    expect(play([change("a"), { kind: "undo" }, change("a")])).toMatchObject({ present: { n: 2 }, past: [{ n: 0 }] });
  });

  test("no more than the agreed steps are kept, and the newest are", () => {
    const history = play(
      Array.from({ length: historyStepsMax + 50 }, () => ({ kind: "change", key: null, waitMs: 0 })),
    );
    expect(history.past).toHaveLength(historyStepsMax);
    expect(history.past[0]).toEqual({ n: 50 });
  });
});
