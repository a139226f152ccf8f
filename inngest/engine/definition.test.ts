import { expect, test } from "vitest";
import { parseRegistration } from "./definition";

const steps = { step: { id: "step", name: "step", runtime: { type: "http", url: "http://x/" } } };

function refusal(options: Record<string, unknown>): string {
  try {
    parseRegistration([{ id: "app-fn", name: "fn", triggers: [{ event: "a/b" }], steps, ...options }]);
    return "accepted";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

test.each([
  ["throttle", { limit: 1, period: "1m" }],
  ["rateLimit", { limit: 1, period: "1m" }],
  ["debounce", { period: "1m" }],
  ["batchEvents", { maxSize: 10, timeout: "1s" }],
  ["priority", { run: "1" }],
  ["timeouts", { finish: "1d" }],
  ["singleton", { mode: "skip" }],
  ["somethingNew", true],
])("%s is refused by name", (option, value) => {
  expect(refusal({ [option]: value })).toContain(`app-fn: ${option} is not supported`);
});

test.each([
  ["a wildcard trigger", { triggers: [{ event: "a/*" }] }, "wildcards"],
  ["jitter", { triggers: [{ cron: "* * * * *", jitter: "1m" }] }, "jitter is not supported"],
  ["a cron with seconds", { triggers: [{ cron: "* * * * * *" }] }, "five fields"],
  ["an unknown zone", { triggers: [{ cron: "TZ=Mars/Base * * * * *" }] }, "unknown time zone"],
  ["a third limit", { concurrency: [{ limit: 1 }, { limit: 2 }, { limit: 3 }] }, "concurrency"],
  ["a limit over all functions", { concurrency: [{ limit: 1, scope: "account" }] }, "concurrency"],
  ["an unknown operator", { idempotency: "event.data.a ? 1 : 2" }, "not supported near"],
  ["more than 20 retries", { steps: { step: { ...steps.step, retries: { attempts: 21 } } } }, "retries"],
  ["a cancel after an unreadable time", { cancel: [{ event: "a/b", timeout: "soon" }] }, "not a duration"],
])("%s is refused with a sentence", (_name, options, sentence) => {
  expect(refusal(options)).toContain(sentence);
});

test("every refusal of every function is told at once", () => {
  const functions = ["one", "two"].map((id) => ({ id, name: id, triggers: [], steps, priority: { run: "1" } }));
  expect(() => parseRegistration(functions)).toThrow(/one: priority.*\n- two: priority/);
});

test("what is supported is read whole", () => {
  const [definition] = parseRegistration([
    {
      id: "app-fn",
      name: "fn",
      triggers: [{ event: "a/b", expression: "event.data.n > 1" }, { cron: "TZ=Europe/Dublin */5 * * * *" }],
      steps: { step: { ...steps.step, retries: { attempts: 0 } } },
      concurrency: [{ limit: 2, key: "event.data.tenant" }, { limit: 10 }],
      idempotency: "event.data.id",
      cancel: [{ event: "a/stop", if: "event.data.id == async.data.id", timeout: "1w" }],
    },
  ]);
  expect(definition).toMatchObject({ attemptsMax: 1, concurrency: [{ limit: 2 }, { limit: 10 }] });
  expect(definition?.cancels[0]?.withinMs).toBe(7 * 86_400_000);
  expect(definition?.crons[0]?.timeZone).toBe("Europe/Dublin");
});
