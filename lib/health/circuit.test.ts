import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AnswerCounts, answerClass, failingPercent, noAnswers } from "@/lib/health/answer-class";
import {
  afterAnswers,
  type Circuit,
  closed,
  closedCircuit,
  isHeld,
  isProbeDue,
  probeSeconds,
  probing,
  recentCounts,
} from "@/lib/health/circuit";

const start = new Date("2026-03-01T12:00:00Z");
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const counts = (some: Partial<AnswerCounts>): AnswerCounts => ({ ...noAnswers, ...some });
const secondsOpen = (circuit: Circuit, now: Date) => ((circuit.until?.getTime() ?? 0) - now.getTime()) / 1000;

describe("a circuit", () => {
  it("stays closed through a few failures, and through many of somebody else's making", () => {
    const few = afterAnswers(closedCircuit, counts({ accepted: 2, transient: 9 }), false, start);
    expect(few.state).toBe("closed");
    const busy = afterAnswers(closedCircuit, counts({ accepted: 100, throttled: 900, refused: 50 }), false, start);
    expect(busy.state).toBe("closed");
  });

  it("opens when four in ten of the last minute's answers are failures, and says how many they were", () => {
    const first = afterAnswers(closedCircuit, counts({ accepted: 58, transient: 30 }), false, start);
    expect(first.state).toBe("closed");
    const second = afterAnswers(first, counts({ noAnswer: 12 }), false, later(30));
    expect(second).toMatchObject({ state: "open", cause: "failing", failingPercent: 42 });
    expect(secondsOpen(second, later(30))).toBe(60);
  });

  it("forgets what is more than a minute old", () => {
    const bad = afterAnswers(closedCircuit, counts({ accepted: 31, transient: 20 }), false, start);
    const good = afterAnswers(bad, counts({ accepted: 15, transient: 5 }), false, later(75));
    expect(good.state).toBe("closed");
    expect(recentCounts(good, later(75))).toEqual(counts({ accepted: 15, transient: 5 }));
  });

  it("opens at once for an account that is refused, unless others of the same set were taken", () => {
    const held = afterAnswers(closedCircuit, counts({ account: 1 }), false, start);
    expect(held).toMatchObject({ state: "open", cause: "account" });
    expect(secondsOpen(held, start)).toBe(300);
    expect(afterAnswers(closedCircuit, counts({ account: 1, accepted: 49 }), false, start).state).toBe("closed");
  });

  it("lets one message through when its time is over, and the answer to that one decides", () => {
    const open = afterAnswers(closedCircuit, counts({ transient: 20 }), false, start);
    expect(isHeld(open, later(59))).toBe(true);
    expect(isProbeDue(open, later(59))).toBe(false);
    expect(isProbeDue(open, later(60))).toBe(true);
    const half = probing(open, later(60));
    expect(isHeld(half, later(61))).toBe(true);
    // What was under way when it opened is no news, good or bad.
    expect(afterAnswers(half, counts({ accepted: 50 }), false, later(61)).state).toBe("half_open");
    const again = afterAnswers(half, counts({ noAnswer: 1 }), true, later(62));
    expect(again.state).toBe("open");
    expect(secondsOpen(again, later(62))).toBe(120);
    const healed = afterAnswers(probing(again, later(200)), counts({ accepted: 1 }), true, later(201));
    expect(healed).toMatchObject({ state: "closed", recent: [] });
  });

  it("a refusal of the probe's message is an answer of a provider that works", () => {
    const half = probing(afterAnswers(closedCircuit, counts({ transient: 20 }), false, start), later(60));
    expect(afterAnswers(half, counts({ refused: 1 }), true, later(61)).state).toBe("closed");
  });

  it("a worker that dies with the probe holds nobody up for long", () => {
    const half = probing(afterAnswers(closedCircuit, counts({ transient: 20 }), false, start), later(60));
    expect(isProbeDue(half, later(60 + probeSeconds - 1))).toBe(false);
    expect(isProbeDue(half, later(60 + probeSeconds))).toBe(true);
  });

  it("stays open longer each time, up to a quarter of an hour, and starts anew after ten good minutes", () => {
    let circuit: Circuit = closedCircuit;
    let now = start;
    const waits: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      circuit = afterAnswers(circuit, counts({ transient: 20 }), circuit.state === "half_open", now);
      waits.push(secondsOpen(circuit, now));
      now = new Date((circuit.until ?? now).getTime());
      circuit = probing(circuit, now);
    }
    expect(waits).toEqual([60, 120, 240, 480, 900, 900, 900]);
    const mended = closed(circuit, now);
    const relapse = afterAnswers(mended, counts({ transient: 20 }), false, new Date(now.getTime() + 60_000));
    expect(secondsOpen(relapse, new Date(now.getTime() + 60_000))).toBe(900);
    const anew = afterAnswers(mended, counts({ transient: 20 }), false, new Date(now.getTime() + 600_000));
    expect(secondsOpen(anew, new Date(now.getTime() + 600_000))).toBe(60);
  });

  it("whatever comes in: open means a moment to wait for, closed means none, and the memory stays small", () => {
    const step = fc.record({
      counts: fc.record({
        accepted: fc.nat(60),
        refused: fc.nat(10),
        transient: fc.nat(60),
        throttled: fc.nat(10),
        account: fc.nat(2),
        noAnswer: fc.nat(60),
      }),
      seconds: fc.nat(400),
      /** Each set is told by a worker whose clock may be a little behind. */
      behindSeconds: fc.nat(5),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let circuit: Circuit = closedCircuit;
        let time = start;
        for (const { counts: set, seconds, behindSeconds } of steps) {
          time = new Date(time.getTime() + seconds * 1000);
          const now = new Date(time.getTime() - behindSeconds * 1000);
          const isProbe = isProbeDue(circuit, now);
          if (isProbe) circuit = probing(circuit, now);
          circuit = afterAnswers(circuit, set, isProbe, now);
          expect(circuit.until === null).toBe(circuit.state === "closed");
          expect(circuit.recent.length).toBeLessThanOrEqual(13);
          if (circuit.state === "open" && isHeld(circuit, now)) {
            expect(secondsOpen(circuit, now)).toBeLessThanOrEqual(905);
          }
        }
      }),
    );
  });
});

describe("answerClass", () => {
  it("tells what is the message's fault from what is the provider's", () => {
    expect(answerClass({ kind: "accepted" })).toBe("accepted");
    expect(answerClass({ kind: "unknown" })).toBe("noAnswer");
    expect(answerClass({ kind: "not_started" })).toBeNull();
    expect(answerClass({ kind: "refused", failure: "unreachable" })).toBe("refused");
    expect(answerClass({ kind: "refused", failure: "content" })).toBe("refused");
    expect(answerClass({ kind: "refused", failure: "transient" })).toBe("transient");
    expect(answerClass({ kind: "refused", failure: "account" })).toBe("account");
  });
});

it("failingPercent of nothing is unknown", () => {
  expect(failingPercent(noAnswers)).toBeNull();
});
