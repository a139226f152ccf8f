import { expect, test } from "vitest";
import type { TemplateDefinition } from "@/lib/channels/contract";
import { templateFaults } from "@/lib/sandbox/template-faults";

const sound: TemplateDefinition = {
  ...{ name: "sale", language: "en", category: "MARKETING", header: null, offer: null },
  ...{ body: "Hi {{1}}, half price today.", examples: ["Ana"], footer: "Reply STOP to opt out.", cards: [] },
  buttons: [{ type: "QUICK_REPLY", text: "Stop promotions" }],
};
const reply = { type: "QUICK_REPLY" as const, text: "Yes" };
const link = { type: "URL" as const, text: "Shop", url: "https://a.example/{{1}}" };
const card = { format: "IMAGE" as const, body: "A shoe", examples: [], buttons: [link] };
const carousel = { ...sound, footer: null, buttons: [], cards: [card, card] };
const offer: TemplateDefinition = {
  ...{ ...sound, offer: "Ends soon", footer: null },
  buttons: [{ type: "COPY_CODE", example: "SAVE20" }, link],
};

test("templates that keep the rules are approved", () => {
  for (const template of [sound, carousel, offer]) expect(templateFaults(template)).toEqual([]);
});

test.each<[string, TemplateDefinition]>([
  ["The body begins with a placeholder.", { ...sound, body: "{{1}}, half price." }],
  ["The body ends with a placeholder.", { ...sound, body: "Half price, {{1}} " }],
  ["The body is longer than 1024 characters.", { ...sound, body: "a".repeat(1025), examples: [] }],
  ["A placeholder has no example.", { ...sound, examples: [] }],
  ["The footer is longer than 60 characters.", { ...sound, footer: "a".repeat(61) }],
  ["Answers stand between other buttons.", { ...sound, buttons: [reply, link, reply] }],
  ["There are more than two links.", { ...sound, buttons: [link, link, link] }],
  ["A button has no label, or too long a one.", { ...sound, buttons: [{ ...reply, text: "a".repeat(26) }] }],
  ["A carousel has two to ten cards.", { ...carousel, cards: [card] }],
  ["The cards have different parts.", { ...carousel, cards: [card, { ...card, buttons: [] }] }],
  ["The words on a card are missing or too long.", { ...carousel, cards: [card, { ...card, body: "a".repeat(161) }] }],
  ["A carousel has cards and a body only.", { ...carousel, buttons: [reply] }],
  ["The body of an offer is longer than 600 characters.", { ...offer, body: "a".repeat(601), examples: [] }],
  ["An offer has its code and one link.", { ...offer, buttons: [link] }],
])("%s", (fault, template) => {
  expect(templateFaults(template)).toEqual([fault]);
});
