import { expect, it } from "vitest";
import { noAnswers } from "@/lib/health/answer-class";
import { circuitWords } from "@/lib/health/circuit-words";

const now = new Date("2026-03-01T14:00:00Z");
const clock = (at: Date) => at.toISOString().slice(11, 16);
const whatsapp = {
  account: "vonage",
  channelName: "WhatsApp",
  lastCode: "503",
  counts: noAnswers,
  cause: "failing",
  failingPercent: 42,
  until: new Date("2026-03-01T14:05:00Z"),
} as const;
const told = (changes: object) => circuitWords({ ...whatsapp, state: "open", ...changes }, now, clock);

it("says what is, until when, and what happens next", () => {
  expect(told({}).text).toBe(
    "Vonage fails for 42 % of WhatsApp messages: paused until 14:05, then one message is tried.",
  );
  expect(told({ cause: "account", lastCode: "401" })).toMatchObject({
    text: "Vonage refuses the account (401), so no WhatsApp message is taken: paused until 14:05, then one message is tried.",
    tone: "danger",
  });
  expect(told({ state: "half_open" }).text).toContain("one message is being tried now");
  expect(told({ until: now }).text).toContain("the next message is a trial");
});

it("calls nothing good that nobody tried", () => {
  expect(told({ state: "closed", until: null })).toMatchObject({ state: "Quiet", tone: "neutral" });
  expect(told({ state: "closed", until: null, counts: { ...noAnswers, accepted: 9, transient: 1 } })).toMatchObject({
    state: "Unsteady",
    text: "Vonage failed for 10 % of the last minute's messages. From 40 % on, sending pauses.",
  });
  expect(told({ state: "closed", until: null, counts: { ...noAnswers, accepted: 9 } })).toMatchObject({
    state: "Works",
  });
});
