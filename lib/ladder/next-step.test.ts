import { describe, expect, it } from "vitest";
import { nextStep, type RungEvidence } from "./next-step";
import type { Ladder } from "./schema";

const day = 24 * 60 * 60;
const ladder: Ladder = {
  rungs: [
    { id: "1", channels: ["rcs"], waitSeconds: day, success: "engaged" },
    { id: "2", channels: ["whatsapp"], waitSeconds: 10, success: "read" },
    { id: "3", channels: ["mms", "sms"], waitSeconds: 30 * day, success: "delivered" },
  ],
};
const start = new Date("2026-03-01T09:00:00Z");
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const nothing: RungEvidence = {
  acceptedAt: null,
  deliveredAt: null,
  readAt: null,
  engagedAt: null,
  convertedAt: null,
  failedAt: null,
};
const accepted = { ...nothing, acceptedAt: start };

describe("nextStep", () => {
  it("waits from acceptance to the very end of the wait, then moves on", () => {
    expect(nextStep(ladder, 0, accepted, later(day - 1))).toEqual({ kind: "wait", until: later(day) });
    expect(nextStep(ladder, 0, accepted, later(day))).toEqual({ kind: "send", rung: 1, because: "timed_out" });
  });
  it("moves on at once when the message failed", () => {
    const failed = { ...nothing, failedAt: later(2) };
    expect(nextStep(ladder, 0, failed, later(2))).toEqual({ kind: "send", rung: 1, because: "failed" });
    expect(nextStep(ladder, 2, failed, later(2))).toEqual({ kind: "exhausted", because: "failed" });
  });
  it("a message that may be tried again keeps the rung, unless it reached the person after all", () => {
    const failed = { ...accepted, failedAt: later(2) };
    expect(nextStep(ladder, 0, failed, later(2), later(62))).toEqual({ kind: "again", at: later(62) });
    expect(nextStep(ladder, 0, accepted, later(day), later(day))).toMatchObject({ kind: "send" });
    const clicked = { ...failed, engagedAt: later(3) };
    expect(nextStep(ladder, 0, clicked, later(3), later(62))).toMatchObject({ kind: "succeeded" });
  });
  it("delivery and reading do not meet engaged; a click does, however late", () => {
    const read = { ...accepted, deliveredAt: later(3), readAt: later(9) };
    expect(nextStep(ladder, 0, read, later(60))).toEqual({ kind: "wait", until: later(day) });
    const clicked = { ...read, engagedAt: later(2 * day) };
    expect(nextStep(ladder, 0, clicked, later(2 * day))).toEqual({ kind: "succeeded", reason: "success_engaged" });
  });
  it("stronger evidence meets a weaker condition: a reply without a read receipt", () => {
    const replied = { ...accepted, engagedAt: later(5) };
    expect(nextStep(ladder, 1, replied, later(6))).toEqual({ kind: "succeeded", reason: "success_read" });
    expect(nextStep(ladder, 2, replied, later(6))).toEqual({ kind: "succeeded", reason: "success_delivered" });
  });
  it("evidence wins over a failure reported in between", () => {
    const muddled = { ...accepted, failedAt: later(4), readAt: later(5) };
    expect(nextStep(ladder, 1, muddled, later(6))).toEqual({ kind: "succeeded", reason: "success_read" });
  });
  it("without the provider's answer there is nothing to do but wait for it", () => {
    expect(nextStep(ladder, 0, nothing, later(90 * day))).toEqual({ kind: "wait_for_answer" });
  });
  it("the last rung's time-out ends the ladder", () => {
    expect(nextStep(ladder, 2, accepted, later(30 * day))).toEqual({ kind: "exhausted", because: "timed_out" });
  });
});
