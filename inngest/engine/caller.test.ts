import { type Inngest, NonRetriableError, RetryAfterError, referenceFunction } from "inngest";
import { describe, expect, test } from "vitest";
import type { Caller } from "./caller";
import { parseRegistration } from "./definition";
import type { Job } from "./store";
import { callerOf } from "./world.fixtures";

const NOW = new Date("2026-03-02T10:00:00Z");
const ATTEMPTS_MAX = 3;

/** One function whose body is chosen by the event, as the recorded exchanges have them. */
function functions(client: Inngest.Any) {
  return [
    client.createFunction({ id: "all", retries: 2, triggers: [{ event: "demo/all" }] }, async ({ event, step }) => {
      const boom = (error: Error) => () => {
        throw error;
      };
      switch (event.data.mode) {
        case "step":
          return step.run("a", () => ({ n: 1 }));
        case "undefined step":
          return step.run("a", () => undefined);
        case "step throws":
          return step.run("a", boom(new TypeError("boom")));
        case "step refuses":
          return step.run("a", boom(new NonRetriableError("never")));
        case "step waits":
          return step.run("a", boom(new RetryAfterError("slow down", "30s")));
        case "step caught":
          return step.run("a", boom(new TypeError("boom"))).catch((error: Error) => `caught ${error.message}`);
        case "sleep":
          return step.sleep("a", "26h");
        case "sleep badly":
          return step.sleep("a", "1d2h");
        case "sleep until":
          return step.sleepUntil("a", new Date("2027-01-02T03:04:05Z"));
        case "repeated":
          return [await step.run("same", () => 0), await step.run("same", () => 1), await step.run("same", () => 2)];
        case "parallel":
          return Promise.all([step.run("x", () => 1), step.run("y", () => 2)]);
        case "wait":
          return step.waitForEvent("a", { event: "other/event", timeout: "1d" });
        case "invoke":
          return step.invoke("a", { function: referenceFunction({ functionId: "other" }) });
        case "throws":
          throw new Error("top level");
        case "refuses":
          throw new NonRetriableError("top never");
        case "too long":
          return "x".repeat(5_000_000);
        default:
          return event.data.mode;
      }
    }),
  ];
}

function job(mode: string | undefined, changes: Partial<Job> = {}): Job {
  return {
    runId: "01930000-0000-7000-8000-000000000000",
    functionId: "test-all",
    event: { id: "e1", name: "demo/all", data: mode === undefined ? {} : { mode }, ts: 1 },
    attempt: 0,
    stumbles: 0,
    steps: [],
    ...changes,
  };
}

function call(mode: string | undefined, changes: Partial<Job> = {}, caller: Caller = callerOf(functions)) {
  return caller.call(job(mode, changes), ATTEMPTS_MAX, NOW);
}

/** The first eight hex digits say enough: sha1 of the step's id. */
const A = "86f7e437faa5a7fce15d1ddcb9eaeaea377667b8";

describe("one signed call of the real SDK", () => {
  test("registers every function in band, in the shape the engine reads", async () => {
    const [definition] = parseRegistration(await callerOf(functions).functions());
    expect(definition).toMatchObject({ id: "test-all", attemptsMax: 3, events: [{ name: "demo/all" }], crons: [] });
  });

  test("a step that ran is a memo of its data", async () => {
    expect(await call("step")).toEqual({ kind: "step", stepId: A, memo: { data: { n: 1 } }, dueAt: undefined });
    expect(await call("undefined step")).toMatchObject({ memo: { data: null } });
  });

  test("a step that threw is tried again, after the time it asked for", async () => {
    expect(await call("step throws")).toMatchObject({
      kind: "retry",
      error: { name: "TypeError", message: "boom" },
      afterMs: undefined,
    });
    expect(await call("step waits")).toMatchObject({ kind: "retry", afterMs: 30_000 });
  });

  test("a step that threw for the last time is a memo of its error, and the function may catch it", async () => {
    const last = await call("step caught", { attempt: ATTEMPTS_MAX - 1 });
    expect(last).toMatchObject({ kind: "step", stepId: A, memo: { error: { name: "TypeError" } } });
    expect(await call("step refuses")).toMatchObject({ kind: "step", memo: { error: { message: "never" } } });
    const steps = [{ id: A, result: last.kind === "step" ? last.memo : undefined }];
    expect(await call("step caught", { steps })).toEqual({ kind: "completed", output: "caught boom" });
    expect(await call("step throws", { steps })).toMatchObject({ kind: "failed", error: { message: "boom" } });
  });

  test("a sleep is due at its time and is remembered as null", async () => {
    expect(await call("sleep")).toEqual({
      kind: "step",
      stepId: A,
      memo: null,
      dueAt: new Date("2026-03-03T12:00:00Z"),
    });
    expect(await call("sleep until")).toMatchObject({ dueAt: new Date("2027-01-02T03:04:05Z") });
    expect(await call("sleep", { steps: [{ id: A, result: null }] })).toEqual({ kind: "completed", output: null });
  });

  test("steps of one id are told apart", async () => {
    const caller = callerOf(functions);
    const steps: Job["steps"] = [];
    for (let round = 0; round < 3; round++) {
      const outcome = await call("repeated", { steps }, caller);
      if (outcome.kind !== "step") throw new Error(`expected a step, got ${outcome.kind}`);
      steps.push({ id: outcome.stepId, result: outcome.memo });
    }
    expect(new Set(steps.map((step) => step.id)).size).toBe(3);
    expect(await call("repeated", { steps }, caller)).toEqual({ kind: "completed", output: [0, 1, 2] });
  });

  test("a function ends with its value, null for none", async () => {
    expect(await call("plain")).toEqual({ kind: "completed", output: "plain" });
    expect(await call(undefined)).toEqual({ kind: "completed", output: null });
  });

  test("a function that throws is tried again, except for the last time", async () => {
    expect(await call("throws")).toMatchObject({ kind: "retry", error: { message: "top level" } });
    expect(await call("throws", { attempt: ATTEMPTS_MAX - 1 })).toMatchObject({ kind: "failed" });
    expect(await call("refuses")).toMatchObject({ kind: "failed", error: { name: "NonRetriableError" } });
  });

  test.each([
    ["parallel", "Parallel steps are not supported"],
    ["wait", "WaitForEvent is not supported"],
    ["invoke", "InvokeFunction is not supported"],
    ["sleep badly", "neither a duration nor a time"],
    ["too long", "at most"],
  ])("%s fails the run with a sentence", async (mode, sentence) => {
    expect(await call(mode)).toMatchObject({ kind: "failed", error: { message: expect.stringContaining(sentence) } });
  });

  test("a wrong signature is answered by nobody: no attempt is spent on it", async () => {
    const stranger = callerOf(functions, "signkey-test-0000");
    expect(await call("step", {}, stranger)).toMatchObject({
      kind: "unreachable",
      reason: expect.stringMatching(/401/),
    });
    await expect(stranger.functions()).rejects.toThrow(/HTTP 401/);
  });
});
