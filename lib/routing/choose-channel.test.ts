import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ChannelId, channelIds } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import { chooseChannel } from "@/lib/routing/choose-channel";
import { explainDecision } from "@/lib/routing/explain-decision";
import type { CampaignFacts, ChannelFacts, PersonFacts } from "@/lib/routing/gates";
import { reasonText } from "@/lib/routing/reason-text";
import type { RouteRecord } from "@/lib/routing/route-record";

const now = new Date("2026-03-01T12:00:00Z");
const open: ChannelFacts = { consentRefusal: null, addressId: "a", reachable: null, lastInboundAt: now };
const everything: CampaignFacts = { ready: new Set(channelIds), contentRefusal: () => null };
const person = (
  facts: Partial<Record<ChannelId, Partial<ChannelFacts>>>,
  country: string | null = "US",
): PersonFacts => ({
  country,
  channels: Object.fromEntries(channelIds.map((id) => [id, { ...open, ...facts[id] }])),
});
const refusalOf = (wished: ChannelId, who: PersonFacts, campaign = everything) =>
  chooseChannel([wished], who, campaign, now).gates[0]?.refused;

describe("chooseChannel", () => {
  it("takes the first wished channel that nothing stands against, and looks no further", () => {
    const choice = chooseChannel(["rcs", "whatsapp", "sms"], person({ rcs: { reachable: false } }), everything, now);
    expect(choice.chosen).toEqual({ channel: "whatsapp", addressId: "a" });
    expect(choice.gates).toEqual([
      { channel: "rcs", refused: "capability:known_unreachable" },
      { channel: "whatsapp", refused: null },
    ]);
  });

  it("names the first gate that refuses, in the agreed order", () => {
    const worst = { consentRefusal: "opted_out", addressId: null, reachable: false, lastInboundAt: null } as const;
    const blocked: CampaignFacts = { ready: new Set(), contentRefusal: () => "missing_value" };
    const faraway = (facts: Partial<ChannelFacts>) => person({ mms: facts, messenger: facts }, "DE");
    expect(refusalOf("mms", faraway(worst), blocked)).toBe("consent:opted_out");
    expect(refusalOf("mms", faraway({ ...worst, consentRefusal: null }), blocked)).toBe("sender:no_sender");
    const ready = { ...blocked, ready: new Set(channelIds) };
    expect(refusalOf("mms", faraway({ ...worst, consentRefusal: null }), ready)).toBe("address:no_address");
    const reachedBefore = { reachable: false, lastInboundAt: null };
    expect(refusalOf("mms", faraway(reachedBefore), ready)).toBe("country:country_not_served");
    expect(refusalOf("messenger", faraway(reachedBefore), ready)).toBe("capability:known_unreachable");
    expect(refusalOf("messenger", faraway({ lastInboundAt: null }), ready)).toBe("conversation:window_closed");
    expect(refusalOf("messenger", faraway({}), ready)).toBe("content:missing_value");
  });

  it("a conversation is open for 24 hours to the second", () => {
    const ago = (seconds: number) => person({ messenger: { lastInboundAt: new Date(now.getTime() - seconds * 1000) } });
    expect(refusalOf("messenger", ago(24 * 3600 - 1))).toBeNull();
    expect(refusalOf("messenger", ago(24 * 3600))).toBe("conversation:window_closed");
  });

  describe("what is closed only for now", () => {
    const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
    const quiet = (who: PersonFacts): PersonFacts => ({ ...who, quietUntil: later(480) });
    it("makes the person wait, until the first channel opens again", () => {
      const choice = chooseChannel(["rcs", "sms"], quiet(person({})), everything, now);
      expect(choice).toMatchObject({ chosen: null, waitUntil: later(480), rule: "deferred" });
      expect(choice.gates[1]).toEqual({
        channel: "sms",
        refused: "quiet:quiet_hours",
        until: later(480).toISOString(),
      });
    });
    it("another channel of the step that is open takes over", () => {
      const campaign = { ...everything, circuitsOpen: new Set<ChannelId>(["rcs"]) };
      expect(chooseChannel(["rcs", "sms"], person({}), campaign, now).chosen?.channel).toBe("sms");
      expect(chooseChannel(["rcs"], person({}), campaign, now)).toMatchObject({ chosen: null, waitUntil: later(2) });
    });
    it("nobody waits for what will be closed then too", () => {
      const over = { ...everything, expiresAt: later(480) };
      expect(chooseChannel(["sms"], quiet(person({})), over, now)).toMatchObject({
        ...{ chosen: null, waitUntil: null, rule: "none_possible" },
        gates: [{ channel: "sms", refused: "quiet:until_expiry" }],
      });
      const empty: CampaignFacts = { ...everything, contentRefusal: () => "missing_value" };
      expect(refusalOf("sms", quiet(person({})), empty)).toBe("content:missing_value");
      const broke = { ...everything, budgetRefusal: () => "over_budget" as const };
      expect(refusalOf("sms", person({}), broke)).toBe("budget:over_budget");
      expect(refusalOf("sms", person({ sms: { cappedUntil: later(60) } }))).toBe("frequency:capped");
    });
  });

  const facts = fc.record({
    consentRefusal: fc.constantFrom(null, "opted_out" as const, "no_consent" as const, "paused" as const),
    addressId: fc.constantFrom(null, "a"),
    reachable: fc.constantFrom(null, true, false),
    lastInboundAt: fc.constantFrom(null, now),
  });
  const people = fc.record({
    country: fc.constantFrom(null, "US", "DE"),
    channels: fc.dictionary(fc.constantFrom(...channelIds), facts),
  });
  const wishes = fc.shuffledSubarray([...channelIds], { minLength: 1 });
  const content = fc.constantFrom(null, "blocked_content" as const, "missing_value" as const);

  it("never chooses a channel against a gate, and every record says what was chosen and why in a sentence", () => {
    fc.assert(
      fc.property(people, wishes, fc.subarray([...channelIds]), content, (who, wished, ready, refusal) => {
        const campaign: CampaignFacts = { ready: new Set(ready), contentRefusal: () => refusal };
        const { chosen, gates, rule } = chooseChannel(wished, who, campaign, now);
        expect(gates.filter(({ refused }) => refused === null).map(({ channel }) => channel)).toEqual(
          chosen === null ? [] : [chosen.channel],
        );
        if (chosen !== null) {
          const used = who.channels[chosen.channel];
          expect(used?.consentRefusal).toBeNull();
          expect(used?.addressId).toBe(chosen.addressId);
          expect(used?.reachable).not.toBe(false);
          expect(ready).toContain(chosen.channel);
          expect(refusal).toBeNull();
          const { countries } = channels[chosen.channel];
          if (countries !== null && who.country !== null) expect(countries).toContain(who.country);
        }
        const sentence = explainDecision({ rung: 0, chosen: chosen?.channel ?? null, rule, gates, record: null });
        for (const gate of gates) {
          expect(sentence).toContain(channels[gate.channel].name);
          if (gate.refused !== null) expect(reasonText(gate.refused)).not.toContain(":");
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe("explainDecision", () => {
  const plain = { rung: 0, rule: "first_possible", record: null };
  it("says by which numbers one of several channels was chosen", () => {
    const gates = [
      { channel: "rcs", refused: "capability:known_unreachable" },
      { channel: "whatsapp", refused: null },
      { channel: "sms", refused: null },
    ] as const;
    const numbers = { reach: 0.98, mu: 0.041, minutes: 1 };
    const record: RouteRecord = {
      ...{ policy: 1, seed: "5eed", segment: "latam android settled", personWeight: 15, valueMicros: 1_000_000 },
      ...{ currency: "EUR", explorePercent: 2, propensity: 0.9 },
      candidates: [
        { ...numbers, channel: "whatsapp", theta: 0.089, engaged: 1, delivered: 9, costMicros: 18_000, score: 69_000 },
        { ...numbers, channel: "sms", theta: 0.1, engaged: 2.7, delivered: 8.2, costMicros: 8_000, score: 90_000 },
      ],
    };
    const about = { rung: 0, chosen: "sms" as const, gates, record };
    expect(explainDecision({ ...about, rule: "score" })).toBe(
      "Step 1 by SMS: 3 of 8 messages there were clicked or answered (4.1 % among people like them: Latin America, " +
        "Android); expected 9.8 % × 1.00 EUR − 0.008 EUR beats WhatsApp by 0.021 EUR. " +
        "Passed over: RCS (their phone cannot be reached on the channel).",
    );
    expect(explainDecision({ ...about, rule: "preference" })).toMatch("Step 1 by SMS, which they asked for. Passed");
    expect(explainDecision({ ...about, rule: "explore" })).toMatch(
      "by lot from 2 channels to keep learning (2 % of people",
    );
    expect(explainDecision({ ...about, chosen: "whatsapp", rule: "conversation" })).toMatch(
      "wrote in the last 24 hours",
    );
  });

  it("reads as a sentence", () => {
    const gates = [
      { channel: "rcs", refused: "capability:known_unreachable" },
      { channel: "sms", refused: null },
    ] as const;
    expect(explainDecision({ ...plain, chosen: "sms", gates })).toBe(
      "Step 1 by SMS. Passed over: RCS (their phone cannot be reached on the channel).",
    );
    expect(explainDecision({ ...plain, chosen: "sms", gates: [{ channel: "sms", refused: null }] })).toBe(
      "Step 1 by SMS, the first choice.",
    );
    expect(
      explainDecision({ ...plain, rung: 1, chosen: null, gates: [{ channel: "sms", refused: "address:no_address" }] }),
    ).toBe("Step 2 had no way to them: SMS (has no address for the channel).");
  });
});
