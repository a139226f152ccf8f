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
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);
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
    expect(nextStep(ladder, 0, accepted, after(day - 1))).toEqual({ kind: "wait", until: after(day) });
    expect(nextStep(ladder, 0, accepted, after(day))).toEqual({ kind: "send", rung: 1, because: "timed_out" });
  });
  it("moves on at once when the message failed", () => {
    const failed = { ...nothing, failedAt: after(2) };
    expect(nextStep(ladder, 0, failed, after(2))).toEqual({ kind: "send", rung: 1, because: "failed" });
    expect(nextStep(ladder, 2, failed, after(2))).toEqual({ kind: "exhausted", because: "failed" });
  });
  it("delivery and reading do not meet engaged; a click does, however late", () => {
    const read = { ...accepted, deliveredAt: after(3), readAt: after(9) };
    expect(nextStep(ladder, 0, read, after(60))).toEqual({ kind: "wait", until: after(day) });
    const clicked = { ...read, engagedAt: after(2 * day) };
    expect(nextStep(ladder, 0, clicked, after(2 * day))).toEqual({ kind: "succeeded", reason: "success_engaged" });
  });
  it("stronger evidence meets a weaker condition: a reply without a read receipt", () => {
    const replied = { ...accepted, engagedAt: after(5) };
    expect(nextStep(ladder, 1, replied, after(6))).toEqual({ kind: "succeeded", reason: "success_read" });
    expect(nextStep(ladder, 2, replied, after(6))).toEqual({ kind: "succeeded", reason: "success_delivered" });
  });
  it("evidence wins over a failure reported in between", () => {
    const muddled = { ...accepted, failedAt: after(4), readAt: after(5) };
    expect(nextStep(ladder, 1, muddled, after(6))).toEqual({ kind: "succeeded", reason: "success_read" });
  });
  it("without the provider's answer there is nothing to do but wait for it", () => {
    expect(nextStep(ladder, 0, nothing, after(90 * day))).toEqual({ kind: "wait_for_answer" });
  });
  it("the last rung's time-out ends the ladder", () => {
    expect(nextStep(ladder, 2, accepted, after(30 * day))).toEqual({ kind: "exhausted", because: "timed_out" });
  });
});
