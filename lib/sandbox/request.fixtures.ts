import type { JsonObject } from "@/lib/channels/contract";

/** Requests the carrier takes, one for each kind Cascade sends. Numbers are reserved for fiction. */
export const statusUrl = "http://localhost:3000/api/webhooks/vonage/0198f0de-0000-7000-8000-000000000001/status";
const picture = "http://localhost:3000/f/abc.jpg";
const film = "http://localhost:3000/f/abc.mp4";

const receipts = { client_ref: "d-1", webhook_url: statusUrl };
const ukPhone = { to: "447700900123", ...receipts };
const usPhone = { to: "14155550123", ...receipts };

export const requests = {
  sms: {
    channel: "sms",
    message_type: "text",
    ...usPhone,
    from: "14155550199",
    text: "Hello",
    ttl: 3600,
    sms: { encoding_type: "auto" },
    webhook_version: "v1",
  },
  mmsImage: {
    channel: "mms",
    message_type: "image",
    ...usPhone,
    from: "14155550199",
    image: { url: picture, caption: "Hello" },
    ttl: 600,
  },
  mmsContent: {
    channel: "mms",
    message_type: "content",
    ...usPhone,
    from: "14155550199",
    content: [
      { type: "image", url: picture },
      { type: "vcard", url: "http://localhost:3000/f/c.vcf" },
    ],
  },
  rcsText: {
    channel: "rcs",
    message_type: "text",
    ...ukPhone,
    from: "AcmeAgent",
    text: "Hello",
    ttl: 600,
    rcs: { category: "promotion" },
    suggestions: [
      { type: "reply", text: "Yes", postback_data: "d-1:yes" },
      { type: "open_url", text: "Shop", postback_data: "d-1:shop", url: "https://acme.example/shop" },
      { type: "dial", text: "Call", postback_data: "d-1:call", phone_number: "+14155550100" },
    ],
  },
  rcsCard: {
    channel: "rcs",
    message_type: "card",
    ...ukPhone,
    from: "AcmeAgent",
    card: {
      title: "Sale",
      text: "Today only",
      media_url: picture,
      media_height: "TALL",
      suggestions: [{ type: "reply", text: "Buy", postback_data: "d-1:buy" }],
    },
    rcs: { card_orientation: "VERTICAL", category: "promotion" },
  },
  rcsCarousel: {
    channel: "rcs",
    message_type: "carousel",
    ...ukPhone,
    from: "AcmeAgent",
    rcs: { card_width: "MEDIUM" },
    carousel: [
      { title: "1", text: "One", media_url: picture, media_height: "SHORT" },
      {
        ...{ title: "2", text: "Two", media_url: film, thumbnail_url: picture, media_height: "MEDIUM" },
        media_force_refresh: true,
        suggestions: [
          {
            ...{ type: "view_location", text: "Map", postback_data: "d-1:map", latitude: "41.15", longitude: "-8.61" },
            ...{ pin_label: "Acme", fallback_url: "https://acme.example/map" },
          },
        ],
      },
    ],
    suggestions: [
      {
        ...{ type: "create_calendar_event", text: "Save the day", postback_data: "d-1:day", title: "Opening" },
        ...{ start_time: "2026-12-01T18:00:00Z", end_time: "2026-12-01T20:00:00Z" },
        ...{ description: "With music", fallback_url: "https://acme.example/day" },
      },
    ],
  },
  whatsappText: {
    channel: "whatsapp",
    message_type: "text",
    ...ukPhone,
    from: "447700900001",
    text: "Hello",
  },
  whatsappTemplate: {
    channel: "whatsapp",
    message_type: "custom",
    ...ukPhone,
    from: "447700900001",
    custom: {
      type: "template",
      template: {
        name: "spring_sale",
        language: { policy: "deterministic", code: "en" },
        components: [
          { type: "body", parameters: [{ type: "text", text: "Ana" }] },
          { type: "button", sub_type: "quick_reply", index: "0", parameters: [{ type: "payload", payload: "STOP" }] },
        ],
      },
    },
  },
  whatsappSimpleTemplate: {
    channel: "whatsapp",
    message_type: "template",
    ...ukPhone,
    from: "447700900001",
    whatsapp: { policy: "deterministic", locale: "en_US" },
    template: { name: "spring_sale", parameters: ["Ana"] },
  },
  whatsappButtons: {
    channel: "whatsapp",
    message_type: "custom",
    ...ukPhone,
    from: "447700900001",
    custom: {
      type: "interactive",
      interactive: {
        type: "button",
        header: { type: "image", image: { link: picture } },
        body: { text: "Coming?" },
        action: { buttons: [{ type: "reply", reply: { id: "d-1:yes", title: "Yes" } }] },
      },
    },
  },
  messenger: {
    channel: "messenger",
    message_type: "text",
    to: "7712345678901234",
    from: "1029384756",
    ...receipts,
    text: "Hello",
    messenger: { category: "response" },
  },
} satisfies Record<string, JsonObject>;
