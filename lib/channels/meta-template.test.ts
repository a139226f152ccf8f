import { expect, test } from "vitest";
import type { TemplateDefinition } from "@/lib/channels/contract";
import { metaTemplate } from "@/lib/channels/meta-template";

const plain: TemplateDefinition = {
  ...{ name: "sale", language: "en", category: "MARKETING", header: { format: "TEXT", text: "Sale" }, offer: null },
  ...{ body: "Hi {{1}}, see {{2}} now.", examples: ["Ana", "https://a.example/l/example"] },
  footer: "Reply STOP to opt out.",
  buttons: [
    { type: "URL", text: "Shop", url: "https://a.example/l/{{1}}" },
    { type: "PHONE_NUMBER", text: "Call", phoneNumber: "+14155550100" },
    { type: "QUICK_REPLY", text: "Stop" },
  ],
  cards: [],
};

test("header, body with its examples, footer and buttons as Meta names them", () => {
  expect(metaTemplate(plain)).toEqual({
    ...{ name: "sale", language: "en", category: "MARKETING" },
    components: [
      { type: "HEADER", format: "TEXT", text: "Sale" },
      {
        type: "BODY",
        text: "Hi {{1}}, see {{2}} now.",
        example: { body_text: [["Ana", "https://a.example/l/example"]] },
      },
      { type: "FOOTER", text: "Reply STOP to opt out." },
      {
        type: "BUTTONS",
        buttons: [
          { type: "URL", text: "Shop", url: "https://a.example/l/{{1}}", example: ["https://a.example/l/example"] },
          { type: "PHONE_NUMBER", text: "Call", phone_number: "+14155550100" },
          { type: "QUICK_REPLY", text: "Stop" },
        ],
      },
    ],
  });
});

test("a limited-time offer and a carousel", () => {
  const offer = metaTemplate({
    ...{ ...plain, header: { format: "VIDEO" }, offer: "Ends soon", footer: null },
    buttons: [{ type: "COPY_CODE", example: "SAVE20" }],
  });
  expect(offer.components).toMatchObject([
    { type: "HEADER", format: "VIDEO", example: { header_handle: [expect.any(String)] } },
    { type: "LIMITED_TIME_OFFER", limited_time_offer: { text: "Ends soon", has_expiration: true } },
    { type: "BODY" },
    { type: "BUTTONS", buttons: [{ type: "COPY_CODE", example: "SAVE20" }] },
  ]);
  const card = { format: "IMAGE" as const, body: "A shoe", examples: [], buttons: [] };
  const cards = metaTemplate({ ...plain, header: null, footer: null, buttons: [], cards: [card, card] });
  const shown = {
    components: [
      { type: "HEADER", format: "IMAGE" },
      { type: "BODY", text: "A shoe" },
    ],
  };
  expect(cards.components).toMatchObject([{ type: "BODY" }, { type: "CAROUSEL", cards: [shown, shown] }]);
});
