import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyConsentEvent, type ConsentChange, consentSources } from "@/lib/consent/apply-consent-event";
import { axisStatus, eventsToRestore } from "@/lib/consent/events-to-restore";
import { type CurrentConsent, maySend } from "@/lib/consent/may-send";

const channels = ["sms", "rcs", "push"];
const topics = ["promotions", "updates"];
const now = new Date("2026-03-01T12:00:00Z");

const change: fc.Arbitrary<ConsentChange> = fc
  .record({
    scope: fc.constantFrom(
      { channel: "*", topic: "*" },
      ...channels.map((channel) => ({ channel, topic: "*" })),
      ...topics.map((topic) => ({ channel: "*", topic })),
    ),
    status: fc.constantFrom("opted_in" as const, "opted_out" as const),
    source: fc.constantFrom(...consentSources),
  })
  .map(({ scope, ...rest }) => ({ ...scope, ...rest }));
const ledger = fc.array(change, { maxLength: 10 });

const derive = (events: readonly ConsentChange[]) => events.reduce<CurrentConsent[]>(applyConsentEvent, []);
const refusal = (consent: readonly CurrentConsent[], channel: string, topic: string) =>
  maySend({ consent, channel, topic, pausedUntil: null, erasedAt: null, now });
const everywhere = channels.flatMap((channel) => topics.map((topic) => [channel, topic] as const));
const event = (channel: string, topic: string, status: "opted_in" | "opted_out", source = "keyword" as const) => ({
  ...{ channel, topic, status, source },
});
const imported = (channel: string, topic: string): ConsentChange => ({
  ...{ channel, topic, status: "opted_in", source: "import" },
});

describe("what may be sent to a person", () => {
  it("is nothing before they agreed to the channel", () => {
    expect(refusal([], "sms", "promotions")).toBe("no_consent");
    expect(refusal(derive([imported("rcs", "*")]), "sms", "promotions")).toBe("no_consent");
    expect(refusal(derive([imported("sms", "*")]), "sms", "promotions")).toBeNull();
  });

  it("is nothing at all after STOP, whatever was said before", () => {
    fc.assert(
      fc.property(ledger, (before) => {
        const consent = derive([...before, event("*", "*", "opted_out")]);
        for (const [channel, topic] of everywhere) expect(refusal(consent, channel, topic)).toBe("opted_out");
      }),
    );
  });

  it("is never brought back by a file, however often it is imported", () => {
    fc.assert(
      fc.property(ledger, fc.array(change, { maxLength: 5 }), (before, files) => {
        const consent = derive(before);
        const later = files.map(({ channel, topic }) => imported(channel, topic)).reduce(applyConsentEvent, consent);
        for (const [channel, topic] of everywhere) {
          const was = refusal(consent, channel, topic);
          if (was === "opted_out" || was === "topic_opted_out") expect(refusal(later, channel, topic)).toBe(was);
        }
      }),
    );
  });

  it("is what START names after a STOP, and no other channel", () => {
    const stopped = derive([imported("*", "*"), event("*", "*", "opted_out")]);
    const started = [event("sms", "*", "opted_in"), ...topics.map((topic) => event("*", topic, "opted_in"))].reduce(
      applyConsentEvent,
      stopped,
    );
    for (const topic of topics) {
      expect(refusal(started, "sms", topic)).toBeNull();
      expect(refusal(started, "rcs", topic)).toBe("opted_out");
    }
  });

  it("waits for the end of a pause, and ends with the person's record", () => {
    const consent = derive([imported("*", "*")]);
    const question = { consent, channel: "sms", topic: "updates", erasedAt: null, now };
    expect(maySend({ ...question, pausedUntil: new Date(now.getTime() + 1) })).toBe("paused");
    expect(maySend({ ...question, pausedUntil: now })).toBeNull();
    expect(maySend({ ...question, pausedUntil: null, erasedAt: now })).toBe("erased");
  });
});

describe("undo", () => {
  it("brings back exactly what a person agreed to, channel by channel and topic by topic", () => {
    fc.assert(
      fc.property(ledger, ledger, (before, changes) => {
        const was = derive(before);
        const is = [...changes, event("*", "*", "opted_out")].reduce(applyConsentEvent, was);
        const events = eventsToRestore(was, is, { channels, topics });
        const restored = events
          .map((each) => ({ ...each, source: "preference_page" as const }))
          .reduce<CurrentConsent[]>(applyConsentEvent, is);
        for (const channel of channels) {
          expect(axisStatus(restored, { channel, topic: "*" })).toBe(axisStatus(was, { channel, topic: "*" }));
        }
        for (const topic of topics) {
          expect(axisStatus(restored, { channel: "*", topic })).toBe(axisStatus(was, { channel: "*", topic }));
        }
      }),
    );
  });
});
