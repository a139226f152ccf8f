import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEvidence, type DeliveryFacts, type Evidence, plausibleMoment } from "@/lib/receipts/apply-evidence";
import { countChanges } from "@/lib/receipts/count-changes";
import { readVonageInbound } from "@/lib/receipts/vonage-inbound";
import { readVonageStatus } from "@/lib/receipts/vonage-status";

const at = (seconds: number) => new Date(Date.UTC(2026, 2, 1, 12) + seconds * 1000);
const blank: DeliveryFacts = {
  ...{ state: "sending", createdAt: at(-60), leaseUntil: at(30), acceptedAt: null },
  ...{ deliveredAt: null, readAt: null, failedAt: null, errorCode: null },
};
const start = fc.constantFrom<DeliveryFacts>(
  blank,
  { ...blank, state: "unknown" },
  { ...blank, state: "pending", leaseUntil: null },
  { ...blank, state: "cancelled", leaseUntil: null },
  { ...blank, state: "accepted", leaseUntil: null, acceptedAt: at(1) },
);
const evidence: fc.Arbitrary<Evidence> = fc.record({
  kind: fc.constantFrom("submitted", "delivered", "read", "rejected", "undeliverable"),
  at: fc.integer({ min: 0, max: 300 }).map(at),
  code: fc.constantFrom(null, "1300", "1360"),
});
const shuffledPair = fc
  .array(evidence, { minLength: 1, maxLength: 6 })
  .chain((reports) =>
    fc.tuple(
      fc.constant(reports),
      fc.shuffledSubarray([...reports, ...reports], { minLength: reports.length * 2, maxLength: reports.length * 2 }),
    ),
  );

describe("receipts", () => {
  it("lead to the same facts in any order, any number of times", () => {
    fc.assert(
      fc.property(start, shuffledPair, (facts, [reports, shuffled]) => {
        expect(shuffled.reduce(applyEvidence, facts)).toEqual(reports.reduce(applyEvidence, facts));
      }),
      { numRuns: 1000 },
    );
  });

  it("never take back a delivery or a reading", () => {
    fc.assert(
      fc.property(start, fc.array(evidence), evidence, (facts, reports, next) => {
        const before = reports.reduce(applyEvidence, facts);
        const after = applyEvidence(before, next);
        if (before.state === "read") expect(after.state).toBe("read");
        if (before.state === "delivered") expect(["delivered", "read"]).toContain(after.state);
        expect(after.acceptedAt).not.toBeNull();
      }),
    );
  });

  it("change the counts by exactly what changed in the facts", () => {
    fc.assert(
      fc.property(start, fc.array(evidence), (facts, reports) => {
        const totals = new Map<string, number>();
        const add = (changes: ReturnType<typeof countChanges>) => {
          for (const { metric, at: moment, by } of changes) {
            const key = `${metric} ${moment.toISOString().slice(0, 16)}`;
            totals.set(key, (totals.get(key) ?? 0) + by);
          }
        };
        let current = facts;
        for (const report of reports) {
          const next = applyEvidence(current, report);
          add(countChanges(current, next));
          current = next;
        }
        add(countChanges(current, facts));
        expect([...totals.values()].every((total) => total === 0)).toBe(true);
      }),
    );
  });

  it("carry moments no clock could have known nowhere", () => {
    expect(plausibleMoment(at(500), at(0), at(60))).toEqual(at(60));
    expect(plausibleMoment(at(-500), at(0), at(60))).toEqual(at(0));
    expect(plausibleMoment(at(30), at(0), at(60))).toEqual(at(30));
  });

  it("are read with their code, price and reference", () => {
    const body = {
      ...{ message_uuid: "m1", to: "14155550100", from: "14155550199", timestamp: "2026-02-03T12:14:25Z" },
      ...{ status: "rejected", channel: "sms", client_ref: "d1", new_field: { any: 1 } },
      ...{ error: { type: "…#1300", title: 1300, detail: "" }, usage: { currency: "EUR", price: "0.0333" } },
    };
    expect(readVonageStatus(body)).toEqual({
      ...{ providerMessageId: "m1", clientRef: "d1", charge: { micros: 33_300, currency: "EUR" } },
      evidence: { kind: "rejected", at: new Date("2026-02-03T12:14:25Z"), code: "1300" },
    });
    for (const broken of [null, 1, [], {}, { ...body, status: "lost" }, { ...body, timestamp: "soon" }]) {
      expect(readVonageStatus(broken)).toBeNull();
    }
  });
});

describe("inbound messages", () => {
  const base = { message_uuid: "i1", to: "14155550199", from: "+14155550100", timestamp: "2026-02-03T12:14:25Z" };

  it("are read as words, as a pressed reply, as a pressed button", () => {
    const words = (body: object) => readVonageInbound({ ...base, ...body });
    expect(words({ channel: "sms", message_type: "text", text: "Stop" })).toMatchObject({
      ...{ from: "14155550100", isTap: false, words: { text: "Stop", payload: null, title: null } },
    });
    expect(words({ channel: "rcs", message_type: "reply", reply: { id: "c1:yes", title: "Yes" } })).toMatchObject({
      ...{ isTap: true, words: { text: null, payload: "c1:yes", title: "Yes" } },
    });
    const button = { payload: { subtype: "flow" }, text: "Stop promotions" };
    expect(words({ channel: "whatsapp", message_type: "button", button })).toMatchObject({
      ...{ isTap: true, words: { text: null, payload: null, title: "Stop promotions" } },
    });
  });

  it("of a channel we do not know are not read", () => {
    expect(readVonageInbound({ ...base, channel: "fax", text: "STOP" })).toBeNull();
  });
});
