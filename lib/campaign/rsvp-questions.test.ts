import { describe, expect, it } from "vitest";
import { rsvpQuestions } from "@/lib/campaign/rsvp-questions";
import type { Block } from "@/lib/message/schema";

const ask = (id: string, ...labels: string[]): Block => ({
  ...{ id, kind: "rsvp", question: "Will you come?", event: null, calendar: { id: `${id}-c`, label: "Add" } },
  answers: labels.map((label, index) => ({ id: `${id}${index}`, label })),
});
const answersOf = (...messages: Parameters<typeof rsvpQuestions>[0]) =>
  rsvpQuestions(messages).map(({ id, answers }) => [id, ...answers.map(({ label, keys }) => `${label}: ${keys}`)]);

describe("the questions of a campaign", () => {
  it("are its RSVP blocks, each with its answers", () => {
    expect(answersOf({ blocks: [ask("a", "Yes", "No"), { id: "d", kind: "divider" }, ask("b", "Yes")] })).toEqual([
      ["a", "Yes: a0", "No: a1"],
      ["b", "Yes: b0"],
    ]);
    expect(rsvpQuestions([{ blocks: [] }])).toEqual([]);
  });

  it("are the same in a version: by their words, and in another language by their place", () => {
    const message = {
      blocks: [ask("a", "Yes", "No")],
      variants: [
        { of: "a", channel: "sms" as const, language: null, block: ask("s", "no", "Yes ") },
        { of: "a", channel: null, language: "pt", block: ask("p", "Sim", "Não") },
        { of: "a", channel: "rcs" as const, language: null, block: null },
      ],
    };
    expect(answersOf(message)).toEqual([["a", "Yes: a0,s1,p0", "No: a1,s0,p1"]]);
  });

  it("never take an answer for another one", () => {
    const message = {
      blocks: [ask("a", "Yes", "No")],
      variants: [
        { of: "a", channel: "sms" as const, language: null, block: ask("s", "Not at all", "Gladly") },
        { of: "a", channel: null, language: "pt", block: ask("p", "Sim", "Talvez", "Não") },
      ],
    };
    expect(answersOf(message)).toEqual([
      ["a", "Yes: a0", "No: a1", "Not at all: s0", "Gladly: s1", "Sim: p0", "Talvez: p1", "Não: p2"],
    ]);
  });

  it("are one in all variants that ask it", () => {
    expect(answersOf({ blocks: [ask("a", "Yes", "No")] }, { blocks: [ask("a", "Yes", "No")] })).toEqual([
      ["a", "Yes: a0", "No: a1"],
    ]);
  });
});
