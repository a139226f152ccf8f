import { expect, test } from "vitest";
import { neededTemplates } from "@/lib/campaign/needed-templates";
import { templateStanding } from "@/lib/campaign/template-standing";
import { compilePreviews } from "@/lib/channels/compile-previews";
import type { Person } from "@/lib/message/person";
import type { Message } from "@/lib/message/schema";

const text = (id: string, words: string) => ({
  ...{ id, kind: "text" as const },
  paragraphs: [{ style: "plain" as const, children: [{ type: "text" as const, text: words, marks: [] }] }],
});
const message: Message = {
  blocks: [text("t", "Hi {{ first_name }}, half price today.")],
  languages: ["pt-BR"],
  variants: [
    { of: "t", channel: null, language: "pt-BR", block: text("p", "Oi {{ first_name }}, metade do preço hoje.") },
  ],
};
const workspace = {
  ...{ id: "0198c0de-0000-7000-8000-000000000001", publicUrl: "https://acme.example", brandName: "Acme" },
  ...{ locale: "en", senders: {} },
};
const rung = { id: "1", waitSeconds: 60, success: "delivered" as const };
const facts = {
  workspace,
  arms: [
    { name: "A", message },
    { name: "B", message: { ...message, blocks: [text("t", "Hello {{ first_name }}, half price today.")] } },
  ],
  ladder: { rungs: [{ ...rung, channels: ["whatsapp" as const, "sms" as const] }] },
  rendition: () => null,
};

test("one for each variant and language; variants that say the same share one", () => {
  const needed = neededTemplates(facts);
  expect(needed.map(({ definition, arms }) => [definition.language, definition.body, arms])).toEqual([
    ["en", "Hi {{1}}, half price today.", ["A"]],
    ["pt_BR", "Oi {{1}}, metade do preço hoje.", ["A", "B"]],
    ["en", "Hello {{1}}, half price today.", ["B"]],
  ]);
  expect(needed[0]?.definition.examples).toEqual(["Ana"]);
});

test("what a real person gets has the same template: products, addresses and all", () => {
  const blocks: Message["blocks"] = [
    {
      ...{ id: "p", kind: "product", source: "last_viewed", product: null, showDescription: true, showPrice: true },
      button: { id: "b", label: "See it" },
    },
    {
      ...{ id: "k", kind: "buttons" },
      buttons: [{ id: "u", label: "Pay", action: { type: "open_url", url: "{{ attributes.cart_url }}" } }],
    },
  ];
  const arms = [{ name: "A", message: { blocks } }];
  const [needed] = neededTemplates({ ...facts, arms });
  const person: Person = {
    ...{ first_name: "Zoe", last_name: null, email: null, country: "DE", locale: "de", time_zone: null },
    attributes: { cart_url: "https://shop.example/carts/7" },
    products: {
      viewed: {
        ...{ sku: "k", title: "Kayak", description: "", priceMinor: null, currency: "EUR", mediaId: null },
        ...{ url: "https://shop.example/kayak", imageUrl: "https://shop.example/kayak.jpg" },
      },
      carted: null,
    },
  };
  const { byChannel } = compilePreviews({ blocks }, workspace, { person, windowOpen: false, rendition: () => null });
  expect(byChannel.whatsapp.compiled.template).toEqual(needed?.definition);
  expect(needed?.definition.buttons.map(({ type }) => type)).toEqual(["URL", "URL", "QUICK_REPLY"]);
});

test("none where no channel of the ladder has templates, or nothing is written", () => {
  expect(neededTemplates({ ...facts, ladder: { rungs: [{ ...rung, channels: ["sms"] }] } })).toEqual([]);
  expect(neededTemplates({ ...facts, arms: [{ name: "A", message: { blocks: [] } }] })).toEqual([]);
});

test("the sandbox decides by the rules, a real account by what was recorded", () => {
  const [needed] = neededTemplates(facts);
  if (needed === undefined) throw new Error("no template");
  const { definition } = needed;
  expect(templateStanding(definition, true, { state: "rejected", reason: "x" }).state).toBe("approved");
  expect(templateStanding({ ...definition, body: "{{1}}" }, true, null)).toEqual({
    ...{ state: "rejected", reason: "The body begins with a placeholder." },
  });
  expect(templateStanding(definition, false, null).state).toBeNull();
  expect(templateStanding(definition, false, { state: "paused", reason: null }).state).toBe("paused");
});
