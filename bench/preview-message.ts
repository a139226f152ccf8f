import type { Block, Message } from "@/lib/message/schema";

/** Words at the start of the first block; the bench types behind them. */
export const typedAfter = "Type here";

const text = (id: string, words: string): Block => ({
  ...{ id, kind: "text" },
  paragraphs: [
    {
      style: "plain",
      children: [
        { type: "text", text: words, marks: [] },
        { type: "variable", path: "first_name", fallback: "you", marks: ["bold"] },
        { type: "text", text: ", new things are waiting. ", marks: ["italic"] },
        { type: "link", text: "Look", url: "https://shop.example/new", marks: [] },
      ],
    },
    { style: "bullet", children: [{ type: "text", text: "Free delivery until Sunday", marks: [] }] },
  ],
});

/** Twelve blocks of nearly every kind that needs no uploaded file. */
export const previewMessage: Message = {
  blocks: [
    {
      ...{ id: "first", kind: "text" },
      paragraphs: [{ style: "plain", children: [{ type: "text", text: typedAfter, marks: [] }] }],
    },
    text("t1", "Hello "),
    {
      ...{ id: "count", kind: "countdown", label: "Sale ends", deadline: "2027-03-01T18:00:00Z" },
      ...{ timeZone: "Europe/Lisbon", style: { background: "#0f3d4a", foreground: "#ffffff", accent: "#7fd4c8" } },
    },
    {
      ...{ id: "code", kind: "promo_code", label: "Your code", asQr: true },
      code: { type: "generated", prefix: "SPRING-", chars: 6 },
    },
    text("t2", "Dear "),
    {
      ...{ id: "product", kind: "product", source: "chosen", showDescription: true, showPrice: true },
      product: {
        ...{ sku: "k1", title: "Kayak", description: "Red and light", priceMinor: 49900, currency: "EUR" },
        ...{ url: "https://shop.example/k1", imageUrl: "https://shop.example/k1.jpg", mediaId: null },
      },
      button: { id: "see", label: "See it" },
    },
    { id: "line", kind: "divider" },
    {
      ...{ id: "store", kind: "store", name: "Harbor store", address: "1 Quay Street\nPorto", hours: "Mon-Sat 9-19" },
      ...{ phone: "+351220000000", place: { latitude: 41.14, longitude: -8.61 }, showMap: true },
      ...{ directions: { id: "way", label: "Directions" }, call: { id: "call", label: "Call us" } },
    },
    {
      ...{ id: "rsvp", kind: "rsvp", question: "Will you come?" },
      answers: [
        { id: "yes", label: "I'll be there" },
        { id: "no", label: "Can't make it" },
      ],
      ...{ event: null, calendar: { id: "cal", label: "Add to calendar" } },
    },
    text("t3", "Good to know, "),
    {
      ...{ id: "buttons", kind: "buttons" },
      buttons: [
        { id: "shop", label: "Shop now", action: { type: "open_url", url: "https://shop.example/" } },
        { id: "more", label: "Tell me more", action: { type: "reply" } },
      ],
    },
    { id: "replies", kind: "quick_replies", replies: [{ id: "later", label: "Later" }] },
  ],
};
