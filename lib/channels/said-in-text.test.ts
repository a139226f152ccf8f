import { expect, test } from "vitest";
import type { ChannelId } from "@/lib/channels/ids";
import { ana, mediaId, readBy, testContext } from "@/lib/channels/message.fixtures";
import { requestJson, textAt } from "@/lib/channels/read-json";
import { channels } from "@/lib/channels/registry";
import { prepareMessage, renderMessage } from "@/lib/message/render-message";
import { type Block, messageSchema } from "@/lib/message/schema";

/** What is said of the blocks, without the opt-out words. */
function textOn(channel: ChannelId, ...blocks: unknown[]): string {
  const { message } = renderMessage(prepareMessage(messageSchema.parse({ blocks })), readBy(ana, channel));
  const { request } = channels[channel].compile(message, testContext());
  return textAt(requestJson(request), "text").replace(/(\n\n)?Reply STOP.*$/s, "");
}

const plainText = (text: string) => ({ style: "plain", children: [{ type: "text", text, marks: [] }] });
const opens = (id: string, label: string) => ({ id, label, action: { type: "open_url", url: "https://shop.example" } });
const place = { latitude: 41.15, longitude: -8.61 };
const event = {
  ...{ title: "Opening", startsAt: "2026-12-01T18:00:00Z", endsAt: "2026-12-01T20:00:00Z" },
  ...{ location: "Porto", description: "" },
};
const card = (id: string, title: string) => ({
  ...{ id, mediaId, mediaKind: "image", alt: title, title, text: "Light and quick" },
  buttons: [opens(`b${id}`, "View")],
});

const blocks: { [Kind in Block["kind"]]: { block: unknown; sms: string; messenger?: string } } = {
  text: {
    block: { id: "a", kind: "text", paragraphs: [plainText("Hi {{ first_name }},"), plainText("see you soon.")] },
    sms: "Hi Ana,\nsee you soon.",
  },
  image: {
    block: { id: "a", kind: "image", mediaId, alt: "A red kayak" },
    sms: "A red kayak",
    messenger: `A red kayak: https://app.example/f/${mediaId}-messenger.jpg`,
  },
  gif: {
    block: { id: "a", kind: "gif", mediaId, alt: "A kayak turning" },
    sms: "A kayak turning",
    messenger: `A kayak turning: https://app.example/f/${mediaId}-messenger.jpg`,
  },
  video: {
    block: { id: "a", kind: "video", mediaId, alt: "Down the Douro" },
    sms: "Down the Douro\nWatch: https://app.example/l/aplayx1",
  },
  audio: {
    block: { id: "a", kind: "audio", mediaId, alt: "Waves at night" },
    sms: "Waves at night\nListen: https://app.example/l/aplayx1",
  },
  carousel: {
    block: { id: "a", kind: "carousel", cards: [card("1", "Kayak"), card("2", "Paddle")] },
    sms: [
      "1. Kayak\nLight and quick\nView: https://app.example/l/b1x1",
      "2. Paddle\nLight and quick\nView: https://app.example/l/b2x1",
    ].join("\n\n"),
    messenger: [
      `1. Kayak\nLight and quick\nhttps://app.example/f/${mediaId}-messenger.jpg\nView: https://app.example/l/b1x1`,
      `2. Paddle\nLight and quick\nhttps://app.example/f/${mediaId}-messenger.jpg\nView: https://app.example/l/b2x1`,
    ].join("\n\n"),
  },
  buttons: {
    block: {
      ...{ id: "a", kind: "buttons" },
      buttons: [
        opens("shop", "Shop now:"),
        { id: "call", label: "Questions?", action: { type: "call", phone: "+1 (415) 555-0100" } },
        { id: "map", label: "Find us", action: { type: "map", place, label: "Acme" } },
        { id: "day", label: "Add to calendar", action: { type: "calendar", event } },
      ],
    },
    sms: [
      "Shop now: https://app.example/l/shopx1",
      "Questions? +14155550100",
      "Find us: https://app.example/l/mapx1",
      "Add to calendar: https://app.example/l/dayx1",
    ].join("\n"),
  },
  quick_replies: {
    block: { id: "a", kind: "quick_replies", replies: [{ id: "y", label: "Remind me" }] },
    sms: "Reply Remind me",
  },
  promo_code: {
    block: { id: "a", kind: "promo_code", label: "Your code", code: { type: "fixed", code: "SAVE20" }, asQr: true },
    sms: "Your code: SAVE20",
  },
  countdown: {
    block: {
      ...{
        id: "a",
        kind: "countdown",
        label: "Sale ends",
        deadline: "2026-12-04T17:00:00Z",
        timeZone: "Europe/Lisbon",
      },
      style: { background: "#000000", foreground: "#ffffff", accent: "#ff0000" },
    },
    sms: "Sale ends December 4, 2026 at 5:00 PM GMT+0",
  },
  product: {
    block: {
      ...{ id: "a", kind: "product", source: "chosen", showDescription: true, showPrice: true },
      product: {
        ...{ sku: "p", title: "Paddle", description: "", priceMinor: 1999, currency: "EUR" },
        ...{ url: "https://shop.example/p", imageUrl: "https://shop.example/p.jpg", mediaId: null },
      },
      button: { id: "buy", label: "Buy" },
    },
    sms: "Paddle\n€19.99\nBuy: https://app.example/l/buyx1",
  },
  store: {
    block: {
      ...{ id: "a", kind: "store", name: "Acme Porto", address: "1 Rua A\nPorto", hours: "Mon-Fri 9-18" },
      ...{ phone: "+351 22 000 0000", place, showMap: true },
      ...{ directions: { id: "go", label: "Directions" }, call: { id: "ring", label: "Call us" } },
    },
    sms: "Acme Porto\n1 Rua A\nPorto\nMon-Fri 9-18\nDirections: https://app.example/l/gox1\nCall us: +351220000000",
  },
  rsvp: {
    block: {
      ...{
        id: "a",
        kind: "rsvp",
        question: "Will you come?",
        event,
        calendar: { id: "day", label: "Add to calendar" },
      },
      answers: [
        { id: "y", label: "I'll be there" },
        { id: "n", label: "Can't make it" },
      ],
    },
    sms: [
      "Will you come?\nI'll be there: https://app.example/l/yx1\nCan't make it: https://app.example/l/nx1",
      "Add to calendar: https://app.example/l/dayx1",
    ].join("\n"),
  },
  divider: { block: { id: "a", kind: "divider" }, sms: "- - -" },
};

test.each(Object.entries(blocks))("%s reads well where there are only words", (_, { block, sms, messenger }) => {
  expect(textOn("sms", block)).toBe(sms);
  expect(textOn("messenger", block)).toBe(messenger ?? sms);
});

test("blocks stand apart by one blank line, and labels keep one sign before what they name", () => {
  const all = textOn("sms", ...Object.values(blocks).map(({ block }, at) => ({ ...(block as object), id: `z${at}` })));
  expect(all).not.toMatch(/\n{3}|::|: ?\n|[ \t]\n/);
});
