import { describe, expect, it } from "vitest";
import { type PreflightFacts, preflight } from "./preflight";

const person = {
  first_name: "Ana",
  last_name: null,
  email: null,
  country: "US",
  locale: "en",
  time_zone: null,
  attributes: {},
};
const samplePicture = "0198c0de-0000-7000-8000-000000000002";
const sender = { from: "14155550199", displayName: "Acme", canReceiveReplies: true };
const hello = {
  blocks: [
    {
      id: "a",
      kind: "text" as const,
      paragraphs: [{ style: "plain" as const, children: [{ type: "text" as const, text: "Hello", marks: [] }] }],
    },
  ],
};
const facts = (changes: Partial<PreflightFacts> = {}): PreflightFacts => ({
  workspace: {
    id: "0198c0de-0000-7000-8000-000000000001",
    publicUrl: "https://acme.example",
    brandName: "Acme",
    locale: "en",
    senders: { sms: sender, rcs: sender },
  },
  arms: [{ key: "A", name: "Variant A", message: hello, weightPercent: 100 }],
  holdoutPercent: 0,
  promoPools: [],
  ladder: { rungs: [{ id: "1", channels: ["sms"], waitSeconds: 60, success: "delivered" }] },
  schedule: { kind: "now" },
  audienceCount: 10,
  reachableCount: 8,
  samplePerson: person,
  gaps: new Map(),
  rendition: () => null,
  templates: [],
  now: new Date("2026-03-01T09:00:00Z"),
  ...changes,
});
const blockers = (changes: Partial<PreflightFacts>) =>
  preflight(facts(changes)).filter(({ severity }) => severity === "blocker");

describe("preflight", () => {
  it("lets a plain campaign go", () => {
    expect(blockers({})).toEqual([]);
  });
  it("stops one without people, or whom nobody of them can be reached by", () => {
    expect(blockers({ audienceCount: 0, reachableCount: 0 })[0]?.text).toContain("Nobody is in the audience");
    expect(blockers({ reachableCount: 0 })[0]?.text).toContain("Nobody in the audience can be reached");
  });
  it("says of an empty message once that it is empty", () => {
    expect(blockers({ arms: [{ key: "A", name: "A", message: { blocks: [] }, weightPercent: 100 }] })).toHaveLength(1);
  });
  it("says what a channel refuses although the person it looks at would be skipped", () => {
    const own = {
      ...{ id: "p", kind: "product" as const, source: "last_carted" as const, product: null, showPrice: false },
      ...{ showDescription: false, button: { id: "b", label: "See it" } },
    };
    const picture = { id: "i", kind: "image" as const, mediaId: samplePicture, alt: "A mug" };
    const ladder = {
      rungs: [{ id: "1", channels: ["rcs" as const], waitSeconds: 60, success: "delivered" as const }],
    };
    const message = { blocks: [picture, own] };
    const problems = blockers({ ladder, arms: [{ key: "A", name: "A", message, weightPercent: 100 }] });
    expect(problems.map(({ text }) => text)).toContainEqual(expect.stringContaining("not ready for RCS"));
  });
  it("stops a start that has passed", () => {
    expect(blockers({ schedule: { kind: "at", at: "2026-03-01T08:59:00Z" } })[0]?.step).toBe("schedule");
    expect(blockers({ schedule: { kind: "at", at: "2026-03-01T09:01:00Z" } })).toEqual([]);
  });
  it("warns of a channel without a sender, and of waiting for a read receipt that never comes", () => {
    const ladder = {
      rungs: [{ id: "1", channels: ["mms" as const, "sms" as const], waitSeconds: 60, success: "read" as const }],
    };
    const texts = preflight(facts({ ladder })).map(({ severity, text }) => `${severity}: ${text}`);
    expect(texts).toContainEqual(expect.stringMatching(/^warning: MMS has no sender/));
    expect(texts).toContainEqual(expect.stringMatching(/^warning: Step 1 waits until the message was read/));
  });
  it("stops on a template that is not approved, naming it, its language and variant, and what to do", () => {
    const definition = {
      ...{ name: "cascade_1", language: "pt_BR", category: "MARKETING" as const, header: null, offer: null },
      ...{ body: "Oi!", examples: [], footer: null, buttons: [], cards: [] },
    };
    const workspace = { ...facts().workspace, senders: { sms: sender, whatsapp: sender } };
    const arms = ["A", "B"].map((name) => ({ key: name, name: `Variant ${name}`, message: hello, weightPercent: 50 }));
    const needed = { channel: "whatsapp" as const, definition, arms: ["Variant B"], reason: "Too pushy." };
    const problems = (state: "approved" | "rejected" | null) =>
      blockers({ workspace, arms, templates: [{ ...needed, state }] });
    expect(problems("rejected")).toEqual([
      {
        severity: "blocker",
        step: "templates",
        text: "The WhatsApp template cascade_1 of Variant B in pt_BR is not approved (rejected). Too pushy.",
        remedy: expect.stringContaining("Change the message"),
      },
    ]);
    expect(problems(null)[0]?.remedy).toContain("Copy the definition");
    expect(problems("approved")).toEqual([]);
    expect(blockers({ arms, templates: [{ ...needed, state: null }] })).toEqual([]);
  });
  it("warns of letters that would be lost in a picture, on the channels that show it", () => {
    const message = {
      blocks: [
        {
          ...{ id: "c", kind: "countdown" as const, label: "Ends 🎉", deadline: "2026-12-04T17:00:00Z" },
          ...{ timeZone: "UTC", style: { background: "#000000", foreground: "#ffffff", accent: "#ff0000" } },
        },
      ],
    };
    const arms = [{ key: "A", name: "Variant A", message, weightPercent: 100 }];
    const ladder = {
      rungs: [{ id: "1", channels: ["rcs" as const, "sms" as const], waitSeconds: 60, success: "delivered" as const }],
    };
    const lost = preflight(facts({ arms, ladder })).filter(({ text }) => text.includes("cannot show"));
    expect(lost).toEqual([
      {
        ...{ severity: "warning", step: "compose" },
        text: "RCS: The countdown cannot show 🎉 and would leave it out.",
        remedy: expect.stringContaining("Write the words without it"),
      },
    ]);
  });
});
